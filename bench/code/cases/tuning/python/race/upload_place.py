import os
import shutil

from flask import Blueprint, jsonify, request
from werkzeug.utils import secure_filename

places = Blueprint("places", __name__)
INBOX = "/srv/shared/inbox"


@places.post("/places")
def take():
    target = os.path.join(INBOX, secure_filename(request.form["name"]))
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o640)
    except FileExistsError:
        return jsonify({"taken": False}), 409
    with os.fdopen(descriptor, "wb") as out, open("/srv/templates/place.json", "rb") as source:
        shutil.copyfileobj(source, out)
    return jsonify({"taken": True})
