from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit


class StatementHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        name = query.get("name", ["statement"])[0]
        self.send_response(200)
        self.send_header("Content-Type", "application/pdf")
        self.send_header("Content-Disposition", f'attachment; filename="{name}.pdf"')  # weak: CWE-113|CWE-93
        self.end_headers()
        with open("statement.pdf", "rb") as file:
            self.wfile.write(file.read())
