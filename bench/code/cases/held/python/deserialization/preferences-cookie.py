import base64
import pickle

from flask import Flask, render_template, request

app = Flask(__name__)


@app.route("/dashboard")
def dashboard():
    preferences = {"columns": 2}
    cookie = request.cookies.get("preferences")
    if cookie:
        preferences.update(pickle.loads(base64.b64decode(cookie)))  # weak: CWE-502
    return render_template("dashboard.html", preferences=preferences)
