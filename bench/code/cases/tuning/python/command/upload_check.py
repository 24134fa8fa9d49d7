import os
import pathlib
import uuid

from flask import Blueprint, jsonify, request

check = Blueprint("check", __name__)
INBOX = pathlib.Path("/srv/inbox")


@check.post("/check")
def start():
    upload = request.files["file"]
    target = INBOX / uuid.uuid4().hex
    upload.save(target)
    status = os.system("clamscan --quiet %s" % target)
    return jsonify({"clean": status == 0, "name": upload.filename})
