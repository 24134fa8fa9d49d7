import sqlite3

from flask import Flask, jsonify, request

from .chain import choice

app = Flask(__name__)
QUERIES = {
    "day": "SELECT day, count(*) AS n FROM visits GROUP BY day HAVING n >= ?",
    "page": "SELECT page, count(*) AS n FROM visits GROUP BY page HAVING n >= ?",
}


@app.post("/visits")
def visits():
    wanted = choice(request.get_json()["wish"])
    with sqlite3.connect("visits.db") as db:
        rows = db.execute(QUERIES[wanted.column], (wanted.least,)).fetchall()
    return jsonify(rows)
