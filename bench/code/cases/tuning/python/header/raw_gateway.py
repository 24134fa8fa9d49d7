"""WSGI gateway that repeats the caller's trace header."""
from urllib.parse import parse_qs, unquote


def application(environ, start_response):
    query = parse_qs(environ.get("QUERY_STRING", ""))
    trace = unquote(query.get("trace", ["none"])[0])
    headers = [("Content-Type", "text/plain"), ("X-Trace", trace)]
    start_response("200 OK", headers)  # weak: CWE-113|CWE-93
    return [b"accepted"]
