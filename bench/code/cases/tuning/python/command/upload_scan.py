import os
import pathlib

from flask import Blueprint, jsonify, request
from werkzeug.utils import secure_filename

scan = Blueprint("scan", __name__)
INBOX = pathlib.Path("/srv/inbox")


@scan.post("/scan")
def start():
    upload = request.files["file"]
    target = INBOX / secure_filename(upload.filename)
    upload.save(target)
    label = upload.filename.rsplit("/", 1)[-1]
    status = os.system("clamscan --quiet %s && logger -t scan '%s'" % (target, label))  # weak: CWE-78
    return jsonify({"clean": status == 0})
