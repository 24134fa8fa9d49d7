from flask import Flask, render_template

app = Flask(__name__)


@app.after_request
def headers(response):
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "ALLOWALL"  # weak: CWE-1021
    return response


@app.get("/settings")
def settings():
    return render_template("settings.html")
