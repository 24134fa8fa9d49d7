from flask import Flask, redirect, render_template, request
from flask_login import login_user

from accounts import check_password

app = Flask(__name__)


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        user = check_password(request.form["name"], request.form["password"])
        if user is not None:
            login_user(user)
            return redirect(request.args.get("next") or "/")  # weak: CWE-601
    return render_template("login.html")
