from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit


class LanguageHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        language = parse_qs(urlsplit(self.path).query).get("language", ["en"])[0]
        self.send_response(204)
        self.send_header("Content-Language", language)  # weak: CWE-113|CWE-93
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", 8000), LanguageHandler).serve_forever()
