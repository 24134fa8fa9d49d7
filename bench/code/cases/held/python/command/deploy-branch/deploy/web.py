from flask import Blueprint, jsonify, request
from flask_login import login_required

from .remote import Remote

deploy = Blueprint("deploy", __name__)


@deploy.post("/deploy")
@login_required
def start():
    branch = request.get_json()["branch"]
    steps = ["cd /srv/shop", "git fetch", "git checkout " + branch, "systemctl --user restart shop"]
    with Remote("app1.internal") as remote:
        output = remote.run(" && ".join(steps))
    return jsonify(output=output)
