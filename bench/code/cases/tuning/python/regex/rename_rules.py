import re

import tornado.web


class RenameHandler(tornado.web.RequestHandler):
    def post(self):
        names = self.application.settings["names"]
        find = self.get_body_argument("find")
        renamed = [re.sub(find, self.get_body_argument("replace"), name) for name in names]  # weak: CWE-1333|CWE-400|CWE-730|CWE-625
        self.write({"names": renamed})
