import http.server
import subprocess
from urllib.parse import parse_qs, urlsplit


class StatusHandler(http.server.BaseHTTPRequestHandler):
    commands = {"load": "uptime", "memory": "free -m | head -2"}

    def do_GET(self):
        wanted = parse_qs(urlsplit(self.path).query).get("what", ["load"])[0]
        if wanted not in self.commands:
            self.send_error(404)
            return
        output = subprocess.check_output(self.commands[wanted], shell=True)
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(output)


if __name__ == "__main__":
    http.server.HTTPServer(("127.0.0.1", 8080), StatusHandler).serve_forever()
