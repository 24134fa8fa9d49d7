import sqlite3

from flask import Blueprint, current_app, jsonify, request

suppliers = Blueprint("suppliers", __name__)

FILTERS = {"city": "city = ?", "country": "country = ?", "rating": "rating >= ?"}


@suppliers.get("/reports/suppliers")
def listing():
    conditions, values = ["active = 1"], []
    for name, condition in FILTERS.items():
        value = request.args.get(name)
        if value:
            conditions.append(condition)
            values.append(value)
    statement = "SELECT id, name FROM suppliers WHERE " + " AND ".join(conditions)
    with sqlite3.connect(current_app.config["DATABASE"]) as db:
        rows = db.execute(statement, values).fetchall()
    return jsonify([{"id": i, "name": n} for i, n in rows])
