from flask import Flask, abort, jsonify, request

from .tasks import process

app = Flask(__name__)
WIDTHS = {360: 640, 720: 1280, 1080: 1920}


@app.post("/videos/<int:number>/process")
def start(number):
    body = request.get_json()
    height = int(body.get("height", 720))
    if height not in WIDTHS:
        abort(400)
    job = process(number, WIDTHS[height], height, str(body.get("caption", ""))[:80])
    return jsonify({"job": job.id}), 202
