from flask import Blueprint, redirect, render_template, request, session, url_for
from functools import wraps

from site_db import read_hours, write_hours

hours = Blueprint("hours", __name__)


def editor_only(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if session.get("role") != "editor":
            return redirect(url_for("login"))
        return view(*args, **kwargs)

    return wrapper


@hours.get("/hours")
def show():
    return render_template("hours.html", hours=read_hours())


@hours.post("/hours")
@editor_only
def update():
    write_hours(request.form["opens"], request.form["closes"])
    return redirect(url_for("hours.show"))
