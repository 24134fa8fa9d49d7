from flask import Blueprint, redirect, request
from flask_login import login_required

from .mail import send

invitations = Blueprint("invitations", __name__)


@invitations.post("/invite")
@login_required
def invite():
    send("members@example.org", request.form["subject"], "You are invited.")
    return redirect("/invited")
