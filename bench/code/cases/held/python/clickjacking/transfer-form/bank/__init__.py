import os

from flask import Flask

from .framing import add_headers
from .transfers import transfers


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["BANK_SECRET_KEY"]
    app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")
    app.register_blueprint(transfers)
    app.after_request(add_headers)
    return app
