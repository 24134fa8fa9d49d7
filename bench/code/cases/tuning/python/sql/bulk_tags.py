from flask import Flask, jsonify, request
from sqlalchemy import create_engine

app = Flask(__name__)
engine = create_engine("mysql+pymysql://catalog@db/catalog")


@app.post("/api/tags/lookup")
def lookup():
    names = request.get_json()["names"]
    quoted = ",".join([f"'{name}'" for name in names])
    with engine.begin() as connection:
        result = connection.exec_driver_sql("SELECT id, name FROM tags WHERE name IN (" + quoted + ")")  # weak: CWE-89
        return jsonify({name: id_ for id_, name in result})
