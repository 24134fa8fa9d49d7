"""Shows a manual page; directories of the catalogue are looked through in order."""
from flask import Flask, Response, abort, request

app = Flask(__name__)


def candidates(name):
    for folder in ("/srv/manual/local", "/srv/manual/shared"):
        yield f"{folder}/{name}.txt"


@app.get("/manual")
def manual():
    for candidate in candidates(request.args["name"]):
        try:
            with open(candidate, encoding="utf-8") as file:  # weak: CWE-22|CWE-73
                return Response(file.read(), mimetype="text/plain")
        except FileNotFoundError:
            continue
    abort(404)
