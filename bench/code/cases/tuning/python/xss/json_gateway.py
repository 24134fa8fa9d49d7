import json
from urllib.parse import parse_qsl


def application(environ, start_response):
    fields = dict(parse_qsl(environ["QUERY_STRING"]))
    start_response("200 OK", [("Content-Type", "application/json"), ("X-Content-Type-Options", "nosniff")])
    return [json.dumps({"fields": fields, "note": "<b>echo</b>"}).encode()]
