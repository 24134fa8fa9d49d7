from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import unquote

ROOT = Path("/srv/assets").resolve()


class AssetHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        target = (ROOT / unquote(self.path).lstrip("/")).resolve()
        if not target.is_relative_to(ROOT) or not target.is_file():
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/css")
        self.end_headers()
        self.wfile.write(target.read_bytes())
