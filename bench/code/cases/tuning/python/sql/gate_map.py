from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse
import json
import sqlite3


class GateHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        terminal = query.get("terminal", [""])[0]
        if terminal not in ("A", "B", "C"):
            terminal = "A"
        database = sqlite3.connect("gates.db")
        rows = database.execute(f"SELECT gate FROM gates WHERE terminal = '{terminal}' AND open = 1").fetchall()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(rows).encode())
