"""Starts a scan on the device of the caller's choice."""
from http.server import BaseHTTPRequestHandler, HTTPServer
import cgi
import subprocess

DEVICES = {"front": "epson2:net:front", "archive": "fujitsu:net:archive"}


class ScanHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        form = cgi.FieldStorage(fp=self.rfile, headers=self.headers, environ={"REQUEST_METHOD": "POST"})
        device = DEVICES.get(form.getvalue("device", "front"))
        if device is None:
            self.send_error(400)
            return
        subprocess.call("scanimage -d %s --batch=/srv/scans/out%%d.pnm" % device, shell=True)
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", 8098), ScanHandler).serve_forever()
