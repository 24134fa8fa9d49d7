from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs
import html


class FormHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        _, _, query = self.path.partition("?")
        fields = parse_qs(query)
        city = html.escape(fields.get("city", [""])[0], quote=True)
        page = '<form method="get"><input name="city" value="{}"></form>'.format(city)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())
