import tornado.web
from tornado.httpclient import AsyncHTTPClient, HTTPRequest


class MirrorHandler(tornado.web.RequestHandler):
    async def get(self):
        target = HTTPRequest(self.get_argument("source"), method="GET", request_timeout=10)
        response = await AsyncHTTPClient().fetch(target)  # weak: CWE-918
        self.set_header("Content-Type", "application/octet-stream")
        self.write(response.body)
