import io

import numpy
import pandas
from flask import Blueprint, jsonify, request

tables = Blueprint("tables", __name__)


@tables.post("/tables/<kind>")
def upload(kind):
    stream = io.BytesIO(request.get_data())
    if kind == "table":
        frame = pandas.read_csv(stream, nrows=10_000)
        return jsonify({"rows": len(frame)})
    array = numpy.load(stream, allow_pickle=False)
    return jsonify({"rows": len(array)})
