"""The calendar widget cannot read feeds of other hosts itself: it asks here."""
import http.server
import urllib.request
from urllib.parse import parse_qs, urlparse


class CalendarHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        feed = query.get("feed", [None])[0]
        if feed is None:
            self.send_error(400)
            return
        req = urllib.request.Request(feed, headers={"User-Agent": "calendar/1.0"})
        with urllib.request.urlopen(req, timeout=10) as upstream:  # weak: CWE-918
            body = upstream.read(1_000_000)
        self.send_response(200)
        self.send_header("Content-Type", "text/calendar")
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    http.server.HTTPServer(("127.0.0.1", 9000), CalendarHandler).serve_forever()
