import shutil

from flask import Blueprint, abort, jsonify, request
from werkzeug.utils import secure_filename

drafts = Blueprint("drafts", __name__)


@drafts.delete("/drafts")
def remove():
    name = secure_filename(request.args["name"])
    if not name:
        abort(400)
    shutil.rmtree("/srv/drafts/" + name)
    return jsonify({"removed": name})
