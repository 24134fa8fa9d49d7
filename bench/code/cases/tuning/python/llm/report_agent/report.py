import sqlite3

from flask import Flask, jsonify, request

from .chain import clause

app = Flask(__name__)


@app.post("/visits")
def visits():
    condition = clause(request.get_json()["wish"])
    with sqlite3.connect("visits.db") as db:
        rows = db.execute("SELECT day, count FROM visits WHERE " + condition).fetchall()  # weak: CWE-89|CWE-1426
    return jsonify(rows)
