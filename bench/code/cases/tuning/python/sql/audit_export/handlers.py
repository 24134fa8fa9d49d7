import json

import tornado.web

from . import store
from .filters import Filter


class AuditHandler(tornado.web.RequestHandler):
    def get(self, tenant):
        wanted = Filter(int(tenant))
        actor = self.get_query_argument("actor", None)
        if actor is not None:
            wanted.actor(actor)
        self.set_header("Content-Type", "application/json")
        self.write(json.dumps(list(store.rows(wanted)), default=str))
