import http.client
import json

import tornado.web


class NodeHandler(tornado.web.RequestHandler):
    def get(self, path):
        host, _, port = self.get_argument("node").partition(":")
        connection = http.client.HTTPConnection(host, int(port or 80), timeout=5)  # weak: CWE-918
        connection.request("GET", "/stats")
        self.write(json.loads(connection.getresponse().read()))
