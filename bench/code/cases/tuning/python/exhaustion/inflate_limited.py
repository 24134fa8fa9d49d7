import json
import zlib

import tornado.web

LARGEST = 2_000_000


class MetricsHandler(tornado.web.RequestHandler):
    def post(self):
        body = self.request.body
        if self.request.headers.get("Content-Encoding") == "deflate":
            inflater = zlib.decompressobj()
            body = inflater.decompress(body, LARGEST)
            if inflater.unconsumed_tail:
                raise tornado.web.HTTPError(413)
        self.write({"events": len(json.loads(body))})
