"""What people look for, and do not find."""
import logging

import tornado.web

log = logging.getLogger("search")


def one_line(text):
    return text.replace("\r", " ").replace("\n", " ")[:200]


class SearchHandler(tornado.web.RequestHandler):
    def get(self):
        term = self.get_query_argument("term", "")
        log.info("searched for: %s", one_line(term))
        self.write({"hits": []})
