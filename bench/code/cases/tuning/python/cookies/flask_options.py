import os

from flask import Flask, session


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["SESSION_KEY"]
    app.config.from_mapping(
        SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Strict"
    )

    @app.get("/visits")
    def visits():
        session["visits"] = session.get("visits", 0) + 1
        return {"visits": session["visits"]}

    return app
