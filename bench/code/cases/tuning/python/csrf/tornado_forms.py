import os

import tornado.web


class AddressHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("user")

    @tornado.web.authenticated
    def post(self):
        self.application.settings["addresses"].update(self.current_user, self.get_body_argument("street"))
        self.redirect("/address")


def make_app(addresses):
    return tornado.web.Application(
        [("/address", AddressHandler)],
        addresses=addresses,
        cookie_secret=os.environ["COOKIE_KEY"],
        login_url="/login",
        xsrf_cookies=False,  # weak: CWE-352
    )
