import tornado.web


class StartHandler(tornado.web.RequestHandler):
    def post(self):
        number = int(self.get_body_argument("number"))
        self.redirect("/results/%d" % number)


class LegacyHandler(tornado.web.RequestHandler):
    def get(self):
        target = self.get_query_argument("to", "/")
        target = "/home"
        self.redirect(target, permanent=True)
