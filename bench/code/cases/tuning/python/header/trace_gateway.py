"""WSGI gateway that repeats the caller's trace number."""
import uuid
from urllib.parse import parse_qs


def application(environ, start_response):
    query = parse_qs(environ.get("QUERY_STRING", ""))
    try:
        trace = uuid.UUID(query.get("trace", [""])[0])
    except ValueError:
        trace = uuid.uuid4()
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Trace", str(trace))])
    return [b"accepted"]
