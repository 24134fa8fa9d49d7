import sqlite3

from flask import Blueprint, current_app, jsonify, request

reports = Blueprint("reports", __name__)


def _connect():
    connection = sqlite3.connect(current_app.config["DATABASE"])
    connection.row_factory = sqlite3.Row
    return connection


@reports.get("/reports/customers")
def customers():
    conditions = ["active = 1"]
    if request.args.get("city"):
        conditions.append("city = '%s'" % request.args["city"])
    if request.args.get("since"):
        conditions.append("created >= ?")
    statement = "SELECT id, name FROM customers WHERE " + " AND ".join(conditions)
    with _connect() as db:
        parameters = [request.args["since"]] if request.args.get("since") else []
        rows = db.execute(statement, parameters).fetchall()  # weak: CWE-89
    return jsonify([dict(row) for row in rows])
