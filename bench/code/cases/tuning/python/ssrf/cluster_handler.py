import http.client
import json

import tornado.web

NODES = ("node-a.internal", "node-b.internal")


class ClusterHandler(tornado.web.RequestHandler):
    def get(self, index):
        host = NODES[int(index) % len(NODES)]
        connection = http.client.HTTPSConnection(host, 8443, timeout=5)
        connection.request("GET", "/stats")
        self.write(json.loads(connection.getresponse().read()))
