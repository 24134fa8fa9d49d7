import tornado.web
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.httputil import url_concat


class DictionaryHandler(tornado.web.RequestHandler):
    async def get(self):
        url = url_concat("https://dictionary.example.org/api", {"word": self.get_argument("word")})
        response = await AsyncHTTPClient().fetch(HTTPRequest(url, request_timeout=10))
        self.set_header("Content-Type", "application/json")
        self.write(response.body)
