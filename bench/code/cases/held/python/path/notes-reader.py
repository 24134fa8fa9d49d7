"""Reads my notes over the local network."""
import http.server
import os
import urllib.parse

NOTES = os.path.expanduser("~/notes")


class NotesHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        requested = urllib.parse.unquote(self.path.lstrip("/"))
        filename = NOTES + "/" + requested
        if not filename.endswith(".txt"):
            self.send_error(404)
            return
        with open(filename, "rb") as note:  # weak: CWE-22|CWE-73
            data = note.read()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("127.0.0.1", 8088), NotesHandler).serve_forever()
