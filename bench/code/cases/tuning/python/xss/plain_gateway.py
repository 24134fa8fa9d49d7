from urllib.parse import parse_qsl


def application(environ, start_response):
    fields = dict(parse_qsl(environ["QUERY_STRING"]))
    rows = [f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in fields.items()]
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [b"<table>", "".join(rows).encode(), b"</table>"]  # weak: CWE-79
