"""Starts the intranet's web application."""
from flask import Flask, render_template

app = Flask(__name__)


@app.get("/")
def index():
    return render_template("index.html")


if __name__ == "__main__":
    app.run(host="intranet.example.org", port=8080, debug=True)  # weak: CWE-489|CWE-215|CWE-94
