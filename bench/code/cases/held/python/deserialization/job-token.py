"""Jobs come from our own scheduler, which signs what it sends."""
import hashlib
import hmac
import os
import pickle

from flask import Flask, abort, request

app = Flask(__name__)
KEY = os.environ["JOB_KEY"].encode()


@app.post("/jobs")
def run_job():
    signature, payload = request.headers.get("X-Signature", ""), request.get_data()
    expected = hmac.new(KEY, payload, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, expected):
        abort(403)
    job = pickle.loads(payload)
    return {"queued": job["name"]}
