import io

import numpy
import pandas
from flask import Blueprint, jsonify, request

frames = Blueprint("frames", __name__)


@frames.post("/frames/<kind>")
def upload(kind):
    stream = io.BytesIO(request.get_data())
    if kind == "table":
        frame = pandas.read_pickle(stream)  # weak: CWE-502
        return jsonify({"rows": len(frame)})
    array = numpy.load(stream, allow_pickle=True)  # weak: CWE-502
    return jsonify({"rows": len(array)})
