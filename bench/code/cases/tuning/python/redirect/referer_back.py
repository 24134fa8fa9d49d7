from urllib.parse import urlparse

from flask import Flask, redirect, request

app = Flask(__name__)


def local(url):
    return urlparse(url).netloc in ("", request.host)


@app.post("/dismiss")
def dismiss():
    back = request.form.get("back", "/")
    if not local(request.referrer or ""):
        back = "/"
    return redirect(back, 303)  # weak: CWE-601
