import os

import tornado.web


class ProfileHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("user")

    @tornado.web.authenticated
    def post(self):
        self.application.settings["profiles"].update(self.current_user, self.get_body_argument("name"))
        self.redirect("/profile")


def make_app(profiles):
    return tornado.web.Application(
        [("/profile", ProfileHandler)],
        profiles=profiles,
        cookie_secret=os.environ["COOKIE_KEY"],
        login_url="/login",
        xsrf_cookies=True,
    )
