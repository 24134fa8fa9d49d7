"""Invoices of the small business suite, searched by customer."""
import sqlite3

from flask import Flask, g, jsonify, request

app = Flask(__name__)


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect("invoices.db")
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(_exc):
    db = g.pop("db", None)
    if db is not None:
        db.close()


@app.route("/invoices")
def invoices():
    customer = request.args.get("customer", "")
    rows = get_db().execute(
        f"SELECT id, total, due FROM invoice WHERE customer LIKE '%{customer}%' ORDER BY due"  # weak: CWE-89
    ).fetchall()
    return jsonify([dict(row) for row in rows])
