from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required

from club.models import db

profile = Blueprint('profile', __name__)


@profile.patch('/profile')
@login_required
def edit():
    for field, value in request.get_json().items():
        setattr(current_user, field, value)  # weak: CWE-915
    db.session.commit()
    return jsonify(ok=True)
