from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse
import json
import sqlite3


def cleaned(value):
    value = value.strip()
    value.replace("'", "''")
    return value


class SeatHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        show = cleaned(query.get("show", [""])[0])
        database = sqlite3.connect("seats.db")
        rows = database.execute("SELECT row, seat FROM seats WHERE show = '" + show + "' AND taken = 0").fetchall()  # weak: CWE-89
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(rows).encode())
