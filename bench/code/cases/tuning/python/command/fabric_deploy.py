"""Deploys the revision that the release page asks for."""
from fabric import Connection
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/deploy")
def deploy():
    wanted = request.get_json()
    with Connection("web1.internal") as connection:
        result = connection.run(f"cd /srv/app && git checkout {wanted['revision']}", hide=True)  # weak: CWE-78
    return jsonify({"output": result.stdout})
