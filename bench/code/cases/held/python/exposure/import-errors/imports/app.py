import tornado.escape
import tornado.web

from .handlers import JsonHandler


class ImportHandler(JsonHandler):
    def post(self):
        rows = tornado.escape.json_decode(self.request.body)['rows']
        self.write({'imported': len(rows)})


def make_app():
    return tornado.web.Application([(r'/import', ImportHandler)])
