from flask import Flask, abort, jsonify, request

from .tasks import process

app = Flask(__name__)
RATES = (22050, 44100, 48000)


@app.post("/sounds/<int:number>/process")
def start(number):
    body = request.get_json()
    hertz = int(body.get("rate", 44100))
    if hertz not in RATES:
        abort(400)
    job = process(number, hertz, str(body.get("comment", ""))[:80], float(body.get("fade", 0.5)))
    return jsonify({"job": job.id}), 202
