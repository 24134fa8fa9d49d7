import os

import tornado.web

from .tokens import Tokens

tokens = Tokens(os.environ["RESTORE_SECRET"])


class RestoreHandler(tornado.web.RequestHandler):
    def get(self):
        state = tokens.read(self.get_query_argument("token"))
        if state is None:
            raise tornado.web.HTTPError(403)
        self.write({"tabs": state["tabs"]})
