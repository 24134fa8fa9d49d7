from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required

from .database import db

address = Blueprint("address", __name__)
EDITABLE = ("street", "city", "postcode")


@address.patch("/address")
@login_required
def update():
    body = request.get_json()
    for name in EDITABLE:
        if name in body:
            setattr(current_user.address, name, str(body[name]))
    db.session.commit()
    return jsonify({"id": current_user.id})
