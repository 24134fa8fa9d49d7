import tornado.web


class ReceiptReturn(tornado.web.RequestHandler):
    def get(self):
        order = int(self.get_argument("order"))
        tab = self.get_argument("tab", "summary")
        self.redirect(f"/orders/{order}?tab={tornado.escape.url_escape(tab)}")
