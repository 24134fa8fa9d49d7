import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)
TABLE = "book"
COLUMNS = ("isbn", "title", "author")


def finder(table, columns):
    statement = f"SELECT {', '.join(columns)} FROM {table} WHERE author LIKE ? ORDER BY title"

    def find(connection, author):
        cursor = connection.execute(statement, (f"%{author}%",))
        return [dict(zip(columns, row)) for row in cursor]

    return find


find_books = finder(TABLE, COLUMNS)


@app.route("/books")
def books():
    connection = sqlite3.connect("library.db")
    try:
        return jsonify(find_books(connection, request.args.get("author", "")))
    finally:
        connection.close()
