import secrets

from flask import Flask, make_response, request

from .accounts import check, remember

app = Flask(__name__)


@app.post("/login")
def login():
    user = check(request.form["user"], request.form["password"])
    if user is None:
        return {"error": "wrong password"}, 401
    token = secrets.token_hex(32)
    remember(user, token)
    response = make_response({"ok": True})
    response.set_cookie("session_token", token, secure=True, httponly=True, samesite="Lax")
    return response
