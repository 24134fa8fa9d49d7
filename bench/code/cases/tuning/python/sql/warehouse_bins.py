"""Looks up bins; quotes in the input are doubled first."""
import pymysql
from flask import Flask, jsonify, request

app = Flask(__name__)


def escape(value: str) -> str:
    return value.replace("'", "''")


@app.route("/bins")
def bins():
    aisle = escape(request.args.get("aisle", "0"))
    connection = pymysql.connect(host="db", database="warehouse", read_default_file="/etc/warehouse/my.cnf")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT code, capacity FROM bins WHERE aisle = " + aisle)  # weak: CWE-89
            return jsonify(cursor.fetchall())
    finally:
        connection.close()
