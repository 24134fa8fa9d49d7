from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, quote, urlsplit


class LabelHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        name = quote(query.get("name", ["label"])[0], safe="")
        self.send_response(200)
        self.send_header("Content-Type", "application/pdf")
        self.send_header("Content-Disposition", f"attachment; filename*=UTF-8''{name}.pdf")
        self.end_headers()
        with open("label.pdf", "rb") as file:
            self.wfile.write(file.read())
