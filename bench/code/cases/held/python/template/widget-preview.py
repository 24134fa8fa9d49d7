import tornado.template
import tornado.web


class WidgetHandler(tornado.web.RequestHandler):
    def post(self):
        widget = tornado.template.Template(self.get_body_argument("markup"))  # weak: CWE-1336|CWE-94
        self.write({"html": widget.generate(name="Kim").decode()})
