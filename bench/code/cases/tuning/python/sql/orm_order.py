from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import desc, text

app = Flask(__name__)
db = SQLAlchemy()


class Parcel(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    weight = db.Column(db.Integer)


@app.get("/parcels")
def parcels():
    query = Parcel.query.filter(text("weight > " + request.args.get("over", "0")))  # weak: CWE-89
    return jsonify([parcel.id for parcel in query.order_by(desc(Parcel.id)).limit(50)])
