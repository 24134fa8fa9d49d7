import os

from bottle import Bottle, HTTPError, request

app = Bottle()
KINDS = {"pdf", "txt", "html"}


@app.post("/convert")
def convert():
    kind = request.forms.get("kind")
    if kind not in KINDS:
        raise HTTPError(400, "unknown kind")
    os.spawnlp(os.P_WAIT, "unoconv", "unoconv", "-f", kind, "/srv/docs/current.odt")
    return {"converted": True}
