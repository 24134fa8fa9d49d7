import os

import tornado.web


class LoginHandler(tornado.web.RequestHandler):
    def post(self):
        user = self.application.settings["accounts"].check(self.get_body_argument("user"), self.get_body_argument("password"))
        if user is None:
            raise tornado.web.HTTPError(401)
        self.set_secure_cookie("user", str(user.id), httponly=False, secure=False)  # weak: CWE-614|CWE-1004
        self.set_status(204)


def make_app(accounts):
    return tornado.web.Application(
        [("/login", LoginHandler)], accounts=accounts, cookie_secret=os.environ["COOKIE_KEY"], xsrf_cookies=True
    )
