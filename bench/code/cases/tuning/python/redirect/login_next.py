from flask import Blueprint, redirect, request, session

from .accounts import check

auth = Blueprint("auth", __name__)


@auth.post("/login")
def login():
    user = check(request.form["user"], request.form["password"])
    if user is None:
        return "wrong password", 401
    session["user"] = user.id
    return redirect(request.args.get("next", "/"))  # weak: CWE-601
