# Subjects of the last commits, for the release notes page.
import re
import subprocess

from flask import Blueprint, abort, jsonify, request

history = Blueprint("history", __name__)
COMMIT = re.compile(r"[0-9a-f]{7,40}")


@history.get("/history")
def show():
    commit = request.args.get("commit", "")
    if not COMMIT.fullmatch(commit):
        abort(400)
    output = subprocess.check_output(["git", "-C", "/srv/repo", "log", "--format=%s", "-n", "20", commit], text=True)
    return jsonify(subjects=output.splitlines())
