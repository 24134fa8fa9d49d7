import shutil

from flask import Blueprint, jsonify, request
from werkzeug.utils import secure_filename

workspaces = Blueprint("workspaces", __name__)


@workspaces.delete("/workspaces")
def remove():
    name = request.args["name"]
    label = secure_filename(name)
    shutil.rmtree("/srv/workspaces/" + name)  # weak: CWE-22|CWE-73
    return jsonify({"removed": label})
