import tarfile

from flask import Flask, redirect, request
from flask_login import login_required

app = Flask(__name__)


@app.post("/themes")
@login_required
def upload_theme():
    with tarfile.open(fileobj=request.files["theme"].stream, mode="r:gz") as archive:
        archive.extractall("/srv/site/themes")  # weak: CWE-22
    return redirect("/themes")
