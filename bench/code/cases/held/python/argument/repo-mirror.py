import subprocess

from flask import Flask, jsonify, request
from flask_login import login_required

app = Flask(__name__)


@app.post("/mirror")
@login_required
def mirror():
    source = request.form["source"]
    subprocess.run(["git", "clone", "--mirror", source, "/srv/mirrors/incoming"], check=True)  # weak: CWE-88
    return jsonify(started=True), 202
