"""Shows what was sent, so that people can check it before it counts."""
import html
from urllib.parse import parse_qs
from wsgiref.simple_server import make_server


def application(environ, start_response):
    length = int(environ.get("CONTENT_LENGTH") or 0)
    fields = parse_qs(environ["wsgi.input"].read(min(length, 4096)).decode("utf-8", "replace"))
    items = "".join(
        "<li>%s: %s</li>" % (html.escape(name), html.escape(", ".join(values))) for name, values in fields.items()
    )
    body = ("<html><body><ul>" + items + "</ul></body></html>").encode("utf-8")
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


if __name__ == "__main__":
    make_server("127.0.0.1", 8000, application).serve_forever()
