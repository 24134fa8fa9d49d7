import re

import tornado.web

TRAILING = re.compile(r"^(?:[a-z]|[0-9])*-$")


class TitleHandler(tornado.web.RequestHandler):
    def get(self):
        slug = self.get_query_argument("slug")
        self.write({"unfinished": TRAILING.search(slug) is not None})
