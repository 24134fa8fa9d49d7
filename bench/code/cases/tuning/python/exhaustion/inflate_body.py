import json
import zlib

import tornado.web


class TelemetryHandler(tornado.web.RequestHandler):
    def post(self):
        body = self.request.body
        if self.request.headers.get("Content-Encoding") == "deflate":
            body = zlib.decompress(body)  # weak: CWE-409|CWE-400|CWE-770
        self.write({"events": len(json.loads(body))})
