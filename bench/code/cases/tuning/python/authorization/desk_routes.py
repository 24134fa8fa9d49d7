from flask import Blueprint, jsonify
from flask_login import current_user

from .models import Ticket, db

desk = Blueprint("desk", __name__, url_prefix="/desk")


@desk.before_request
def staff_only():
    if not current_user.is_authenticated or not current_user.is_staff:
        return jsonify({"error": "staff only"}), 403


@desk.get("/tickets")
def tickets():
    return jsonify([ticket.title for ticket in Ticket.query.all()])


@desk.delete("/tickets/<int:pk>")
def delete(pk):
    db.session.delete(Ticket.query.get_or_404(pk))
    db.session.commit()
    return "", 204
