import tornado.escape
import tornado.web

from .files import discard


class DraftHandler(tornado.web.RequestHandler):
    @tornado.web.authenticated
    def delete(self):
        body = tornado.escape.json_decode(self.request.body)
        for name in body["drafts"]:
            discard(name)
        self.set_status(204)
