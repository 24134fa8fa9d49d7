import secrets

from flask import Flask, make_response, redirect, request

from members import authenticate, remember

app = Flask(__name__)


@app.post("/login")
def login():
    member = authenticate(request.form["email"], request.form["password"])
    if member is None:
        return redirect("/login?failed=1")
    token = secrets.token_urlsafe(32)
    remember(member, token)
    response = make_response(redirect("/members"))
    response.set_cookie("session", token, secure=False, httponly=True, samesite="Lax")  # weak: CWE-614
    return response
