from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required

from shop.models import db

address = Blueprint("address", __name__)
EDITABLE = ("street", "postcode", "city")


@address.patch("/address")
@login_required
def edit():
    body = request.get_json()
    for field in EDITABLE:
        if field in body:
            setattr(current_user.address, field, str(body[field]))
    db.session.commit()
    return jsonify(ok=True)
