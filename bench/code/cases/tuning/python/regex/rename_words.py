import re

import tornado.web


class RenameHandler(tornado.web.RequestHandler):
    def post(self):
        names = self.application.settings["names"]
        find = "|".join(map(re.escape, self.get_body_arguments("find")[:20]))
        renamed = [re.sub(find, "", name) if find else name for name in names]
        self.write({"names": renamed})
