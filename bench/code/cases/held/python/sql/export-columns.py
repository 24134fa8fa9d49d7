import csv
import io

import psycopg2
from flask import Flask, Response, request
from psycopg2 import sql

app = Flask(__name__)


@app.get("/export.csv")
def export():
    columns = request.args.getlist("column") or ["id", "name"]
    query = sql.SQL("SELECT {fields} FROM {table} WHERE archived = %s").format(
        fields=sql.SQL(", ").join(map(sql.Identifier, columns)),
        table=sql.Identifier("public_station"),
    )
    out = io.StringIO()
    with psycopg2.connect(service="stations") as connection, connection.cursor() as cursor:
        cursor.execute(query, (False,))
        csv.writer(out).writerows(cursor)
    return Response(out.getvalue(), mimetype="text/csv")
