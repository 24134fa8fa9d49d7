from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required

from .database import db

account = Blueprint("account", __name__)


@account.patch("/account")
@login_required
def update():
    for name, value in request.get_json().items():
        setattr(current_user, name, value)  # weak: CWE-915
    db.session.commit()
    return jsonify({"id": current_user.id})
