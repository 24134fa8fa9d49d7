import tornado.web

LAYOUTS = {"wide": "wide.html", "narrow": "narrow.html"}


class LayoutHandler(tornado.web.RequestHandler):
    def get(self):
        layout = LAYOUTS.get(self.get_argument("layout", "wide"))
        if layout is None:
            raise tornado.web.HTTPError(404)
        self.render(layout, user=self.current_user)
