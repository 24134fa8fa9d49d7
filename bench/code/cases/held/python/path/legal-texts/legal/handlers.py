import tornado.web

from . import texts


class LegalHandler(tornado.web.RequestHandler):
    def get(self, document):
        text = texts.read(document)
        if text is None:
            raise tornado.web.HTTPError(404)
        self.set_header("Content-Type", "text/markdown; charset=utf-8")
        self.write(text)


def make_app():
    return tornado.web.Application([(r"/legal/(\w+)", LegalHandler)])
