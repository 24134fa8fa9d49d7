"""Looks up racks of one aisle."""
import pymysql
from flask import Flask, abort, jsonify, request

app = Flask(__name__)


@app.route("/racks")
def racks():
    try:
        aisle = int(request.args.get("aisle", "0"))
    except ValueError:
        abort(400)
    connection = pymysql.connect(host="db", database="warehouse", read_default_file="/etc/warehouse/my.cnf")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT code, height FROM racks WHERE aisle = %d" % aisle)
            return jsonify(cursor.fetchall())
    finally:
        connection.close()
