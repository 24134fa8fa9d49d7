import tornado.web

TYPES = {"csv": "text/csv", "json": "application/json"}


class ExportHandler(tornado.web.RequestHandler):
    def get(self):
        kind = self.get_argument("kind", "csv")
        self.set_header("Content-Type", TYPES.get(kind, "text/plain"))
        self.set_header("Content-Disposition", "attachment")
        self.write("[]" if kind == "json" else "")
