import subprocess

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/grep")
def grep():
    term = request.args.get("term", "")
    done = subprocess.run(
        ["git", "-C", "/srv/repo", "grep", "-n", "-F", "-e", term, "--"],
        capture_output=True,
        text=True,
    )
    return jsonify(matches=done.stdout.splitlines())
