import os

import tornado.web


class LoginHandler(tornado.web.RequestHandler):
    def post(self):
        user = self.application.settings["accounts"].check(self.get_body_argument("user"), self.get_body_argument("password"))
        if user is None:
            raise tornado.web.HTTPError(401)
        self.set_signed_cookie("user", str(user.id), httponly=True, secure=True, samesite="Lax")
        self.set_status(204)


def make_app(accounts):
    return tornado.web.Application(
        [("/login", LoginHandler)], accounts=accounts, cookie_secret=os.environ["COOKIE_KEY"], xsrf_cookies=True
    )
