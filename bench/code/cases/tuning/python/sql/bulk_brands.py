from flask import Flask, jsonify, request
from sqlalchemy import MetaData, Table, create_engine, select

app = Flask(__name__)
engine = create_engine("mysql+pymysql://catalog@db/catalog")
brands = Table("brands", MetaData(), autoload_with=engine)


@app.post("/api/brands/lookup")
def lookup():
    names = [str(name) for name in request.get_json()["names"]][:100]
    with engine.begin() as connection:
        result = connection.execute(select(brands.c.id, brands.c.name).where(brands.c.name.in_(names)))
        return jsonify({name: id_ for id_, name in result})
