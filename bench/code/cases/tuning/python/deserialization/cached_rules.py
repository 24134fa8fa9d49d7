import marshal

import tornado.web


class RulesHandler(tornado.web.RequestHandler):
    def put(self):
        rules = marshal.loads(self.request.files["rules"][0]["body"])  # weak: CWE-502
        self.application.settings["rules"] = rules
        self.set_status(204)
