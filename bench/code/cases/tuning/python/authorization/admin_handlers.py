import tornado.web


class Base(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("admin")


class Settings(Base):
    @tornado.web.authenticated
    def get(self):
        self.write(self.application.settings["site"])

    @tornado.web.authenticated
    def put(self):
        self.application.settings["site"]["title"] = self.get_body_argument("title")

    def delete(self):  # weak: CWE-862|CWE-306
        self.application.settings["site"].clear()
