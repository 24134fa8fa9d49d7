import re

import tornado.web

TRAILING = re.compile(r"^(?:[a-z]+|[a-z0-9]+)*-$")  # weak: CWE-1333|CWE-400


class SlugHandler(tornado.web.RequestHandler):
    def get(self):
        slug = self.get_query_argument("slug")
        self.write({"unfinished": TRAILING.search(slug) is not None})
