from flask import Flask, jsonify, request

from .repository import MemberRepository

app = Flask(__name__)
members = MemberRepository("dbname=club")


@app.route("/members")
def by_email():
    rows = members.find_by("email", request.args.get("email", ""))
    return jsonify([{"id": r[0], "joined": r[2].isoformat()} for r in rows])
