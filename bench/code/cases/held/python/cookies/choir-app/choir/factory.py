import os

from flask import Flask

from .config import Production


def create_app():
    app = Flask("choir")
    app.config.from_object(Production)
    app.secret_key = os.environ["CHOIR_SECRET_KEY"]
    return app
