"""A dictionary of weaving, small enough for one file."""
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

WORDS = {'warp': 'threads held in tension', 'weft': 'threads drawn through'}


class DictionaryHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        word = parse_qs(urlsplit(self.path).query).get('word', [''])[0]
        parts = ['<html><body>']
        if word in WORDS:
            parts.append('<p>' + WORDS[word] + '</p>')
        else:
            parts.append('<p>There is no entry for <b>' + word + '</b>.</p>')
        parts.append('</body></html>')
        page = ''.join(parts)
        self.send_response(200)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.end_headers()
        self.wfile.write(page.encode('utf-8'))  # weak: CWE-79


if __name__ == '__main__':
    HTTPServer(('127.0.0.1', 8000), DictionaryHandler).serve_forever()
