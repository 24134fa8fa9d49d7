import os

from flask import Flask, abort, request, send_file

app = Flask(__name__)
ROOT = "/srv/avatars"


@app.get("/avatars")
def avatar():
    path = os.path.abspath(os.path.join(ROOT, request.args.get("file", "")))
    if not path.startswith(ROOT):
        abort(404)
    return send_file(path)  # weak: CWE-22|CWE-73
