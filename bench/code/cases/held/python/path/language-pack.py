import gettext
import json
import os

from bottle import Bottle, request

app = Bottle()
HERE = os.path.dirname(os.path.abspath(__file__))


@app.get("/messages")
def messages():
    language = request.get_cookie("lang") or "en"
    filename = os.path.join(HERE, "locale", "%s.json" % language)
    with open(filename) as source:  # weak: CWE-22|CWE-73
        return json.load(source)
