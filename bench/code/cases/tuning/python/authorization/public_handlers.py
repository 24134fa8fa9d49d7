import tornado.web


class Base(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("admin")


class Opening(Base):
    def get(self):
        self.write({"hours": self.application.settings["hours"]})

    @tornado.web.authenticated
    def put(self):
        self.application.settings["hours"] = self.get_body_argument("hours")

    @tornado.web.authenticated
    def delete(self):
        self.application.settings["hours"] = ""
