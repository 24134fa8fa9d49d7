import json

import tornado.web

from . import store
from .filters import Filter


class ExportHandler(tornado.web.RequestHandler):
    def get(self, tenant):
        wanted = Filter(int(tenant))
        kind = self.get_query_argument("kind", None)
        if kind is not None:
            wanted.where("kind", kind)
        self.set_header("Content-Type", "application/json")
        self.write(json.dumps(list(store.rows(wanted)), default=str))
