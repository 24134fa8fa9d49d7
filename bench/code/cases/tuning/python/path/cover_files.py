import os

from flask import Flask, abort, request, send_file

app = Flask(__name__)
ROOT = "/srv/covers"


@app.get("/covers")
def cover():
    path = os.path.realpath(os.path.join(ROOT, request.args.get("file", "")))
    if not path.startswith(ROOT + os.sep):
        abort(404)
    return send_file(path)
