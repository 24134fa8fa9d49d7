import random
import uuid

import numpy
from flask import Blueprint, jsonify, request

sampling = Blueprint("sampling", __name__)


@sampling.post("/samples")
def sample():
    values = request.get_json()["values"]
    shuffled = random.sample(values, k=min(10, len(values)))
    noise = numpy.random.normal(size=len(shuffled)).tolist()
    return jsonify({"id": uuid.uuid4().hex, "values": shuffled, "noise": noise})
