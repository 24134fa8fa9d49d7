import os

from bottle import Bottle, request

app = Bottle()


@app.post("/convert")
def convert():
    form = request.forms
    script = "unoconv -f {} /srv/docs/current.odt".format(form.get("kind"))
    os.spawnlp(os.P_WAIT, "sh", "sh", "-c", script)  # weak: CWE-78
    return {"converted": True}
