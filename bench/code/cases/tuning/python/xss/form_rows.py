from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs


def attribute(value):
    return value.replace("<", "&lt;").replace(">", "&gt;")


class FormHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        _, _, query = self.path.partition("?")
        fields = parse_qs(query)
        page = '<form method="get"><input name="city" value="{}"></form>'.format(attribute(fields.get("city", [""])[0]))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())  # weak: CWE-79
