from flask import Flask, jsonify, request

from .repository import TeamRepository

app = Flask(__name__)
teams = TeamRepository("dbname=league")


@app.route("/teams")
def by_name():
    rows = teams.find_by("name", request.args.get("name", ""))
    return jsonify([{"id": r[0], "name": r[1]} for r in rows])
