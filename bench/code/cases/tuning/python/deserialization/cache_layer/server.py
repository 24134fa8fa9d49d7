from http.server import BaseHTTPRequestHandler

from .serializers import SERIALIZERS


class CacheHandler(BaseHTTPRequestHandler):
    cache = {}

    def do_PUT(self):
        serializer = SERIALIZERS.get(self.headers.get_content_type())
        if serializer is None:
            self.send_error(415)
            return
        length = min(int(self.headers.get("Content-Length", 0)), 1_000_000)
        self.cache[self.path] = serializer.load(self.rfile.read(length))
        self.send_response(204)
        self.end_headers()
