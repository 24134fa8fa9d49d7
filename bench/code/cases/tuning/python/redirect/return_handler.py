import tornado.web


class PaymentReturn(tornado.web.RequestHandler):
    def get(self):
        order = int(self.get_argument("order"))
        self.application.settings["orders"].mark_paid(order)
        self.redirect(self.get_argument("return_to", f"/orders/{order}"))  # weak: CWE-601
