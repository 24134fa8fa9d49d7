import tornado.template
import tornado.web


class ThemeHandler(tornado.web.RequestHandler):
    def post(self):
        source = self.get_body_argument("theme")
        if "import" in source:
            raise tornado.web.HTTPError(400, "not allowed")
        self.set_header("Content-Type", "text/plain")
        self.write(tornado.template.Template(source).generate(user=self.current_user))  # weak: CWE-1336|CWE-94
