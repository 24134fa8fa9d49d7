import io

import torch
from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024 * 1024


@app.post("/checkpoints/inspect")
def inspect():
    data = io.BytesIO(request.files["checkpoint"].read())
    state = torch.load(data, map_location="cpu", weights_only=False)  # weak: CWE-502
    return jsonify({name: list(tensor.shape) for name, tensor in state.items()})
