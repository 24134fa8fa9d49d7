"""Prints labels on the printer of the caller's choice."""
from http.server import BaseHTTPRequestHandler, HTTPServer
import cgi
import subprocess

FORBIDDEN = [";", "&", "|"]


class LabelHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        form = cgi.FieldStorage(fp=self.rfile, headers=self.headers, environ={"REQUEST_METHOD": "POST"})
        printer = form.getvalue("printer", "front")
        if any(character in printer for character in FORBIDDEN):
            self.send_error(400)
            return
        subprocess.call("lp -d %s /tmp-labels/current.pdf" % printer, shell=True)  # weak: CWE-78
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", 8099), LabelHandler).serve_forever()
