"""A page for the network team: is that host there?"""
import os

from flask import Flask, render_template, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    host = request.args.get("host", "localhost")
    stream = os.popen("ping -c 3 " + host)  # weak: CWE-78
    output = stream.read()
    return render_template("ping.html", output=output)
