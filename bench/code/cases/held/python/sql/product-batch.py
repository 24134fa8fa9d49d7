# Asked by the tills, which send the codes of a whole basket at once.
from contextlib import closing

import pymysql
from flask import Blueprint, abort, current_app, jsonify, request

batch = Blueprint("batch", __name__)


def fetch_products(codes):
    marks = ", ".join(["%s"] * len(codes))
    statement = "SELECT code, name, price FROM product WHERE code IN (" + marks + ")"
    with closing(pymysql.connect(read_default_file=current_app.config["MYSQL_CNF"])) as connection:
        with connection.cursor() as cursor:
            cursor.execute(statement, codes)
            return cursor.fetchall()


@batch.get("/products")
def products():
    codes = request.args.getlist("code")
    if not codes or len(codes) > 100:
        abort(400)
    return jsonify(fetch_products(codes))
