from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

app = Flask(__name__)
db = SQLAlchemy()


class Pallet(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    weight = db.Column(db.Integer)


@app.get("/pallets")
def pallets():
    query = Pallet.query.filter(text("weight > :over")).params(over=request.args.get("over", "0"))
    return jsonify([pallet.id for pallet in query.limit(50)])
