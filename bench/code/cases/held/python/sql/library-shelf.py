import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)
TABLE = "book"
COLUMNS = ("isbn", "title", "author")


@app.route("/books")
def books():
    author = request.args.get("author", "")
    connection = sqlite3.connect("library.db")
    try:
        cursor = connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM {TABLE} WHERE author LIKE ? ORDER BY title",
            (f"%{author}%",),
        )
        return jsonify([dict(zip(COLUMNS, row)) for row in cursor])
    finally:
        connection.close()
