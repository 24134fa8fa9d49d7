import logging

from flask import Flask, redirect, request

from accounts import sign_in

app = Flask(__name__)
logging.basicConfig(filename="/var/log/site/login.log", level=logging.INFO)


@app.post("/login")
def login():
    name = request.form.get("name", "")
    if not sign_in(name, request.form.get("password", "")):
        logging.warning("login failed for " + name)  # weak: CWE-117
        return redirect("/login?failed=1")
    return redirect("/")
