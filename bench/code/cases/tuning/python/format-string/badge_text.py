from flask import Blueprint, current_app, request

badges = Blueprint("badges", __name__)


class Badge:
    def __init__(self, name, app):
        self.name = name
        self.app = app


@badges.get("/badge")
def badge():
    pattern = request.args.get("pattern", "Hello {0.name}")
    text = str.format(pattern, Badge(request.args.get("name", ""), current_app))  # weak: CWE-134
    return text, 200, {"Content-Type": "text/plain"}
