import os

from flask import Flask, session


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["SESSION_KEY"]
    app.config["SESSION_COOKIE_SECURE"] = True
    app.config["SESSION_COOKIE_HTTPONLY"] = False  # weak: CWE-1004

    @app.get("/visits")
    def visits():
        session["visits"] = session.get("visits", 0) + 1
        return {"visits": session["visits"]}

    return app
