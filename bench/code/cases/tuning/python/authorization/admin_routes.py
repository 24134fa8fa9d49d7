from flask import Blueprint, jsonify
from flask_login import login_required

from .models import User, db

admin = Blueprint("admin", __name__, url_prefix="/admin")


@admin.get("/users")
@login_required
def users():
    return jsonify([user.email for user in User.query.all()])


@admin.post("/users/<int:pk>/lock")
@login_required
def lock(pk):
    User.query.get_or_404(pk).locked = True
    db.session.commit()
    return "", 204


@admin.delete("/users/<int:pk>")  # weak: CWE-862|CWE-306
def delete(pk):
    db.session.delete(User.query.get_or_404(pk))
    db.session.commit()
    return "", 204
