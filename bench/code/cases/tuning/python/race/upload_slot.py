import os
import shutil

from flask import Blueprint, jsonify, request
from werkzeug.utils import secure_filename

slots = Blueprint("slots", __name__)
INBOX = "/srv/shared/inbox"


@slots.post("/slots")
def take():
    target = os.path.join(INBOX, secure_filename(request.form["name"]))
    if not os.path.islink(target):
        shutil.copyfile("/srv/templates/slot.json", target)  # weak: CWE-367|CWE-362
    return jsonify({"taken": True})
