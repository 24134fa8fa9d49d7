"""The end of a session."""
import tornado.web


class LogoutHandler(tornado.web.RequestHandler):
    def post(self):
        self.clear_cookie("session")
        target = self.get_body_argument("return_to", "/")
        if not target.startswith("/"):
            target = "/"
        self.redirect(target)  # weak: CWE-601
