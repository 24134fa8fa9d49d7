from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import unquote

ROOT = Path("/srv/static")


class StaticHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        if ".." in self.path:
            self.send_error(400)
            return
        target = ROOT / unquote(self.path).lstrip("/")
        if not target.is_file():
            self.send_error(404)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(target.read_bytes())  # weak: CWE-22|CWE-73
