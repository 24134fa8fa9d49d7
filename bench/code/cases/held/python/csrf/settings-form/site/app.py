import os

from flask import Flask

from .extensions import csrf
from .preferences import preferences


def create_app():
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.environ['SITE_SECRET_KEY'],
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_SAMESITE='Lax',
        WTF_CSRF_TIME_LIMIT=3600,
    )
    csrf.init_app(app)
    app.register_blueprint(preferences)
    return app
