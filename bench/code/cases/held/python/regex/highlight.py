import re

import tornado.web

TEXT = "The warp is held in tension while the weft is drawn through."


class HighlightHandler(tornado.web.RequestHandler):
    def get(self):
        word = self.get_query_argument("word", "")
        found = re.finditer(re.escape(word), TEXT, re.IGNORECASE) if word else ()
        self.write({"positions": [match.start() for match in found]})
