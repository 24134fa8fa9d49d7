import subprocess

from flask import Flask, Response, request

app = Flask(__name__)


@app.route("/tools/uptime")
def uptime():
    flags = "-p" if request.args.get("pretty") else "-s"
    output = subprocess.check_output("uptime " + flags, shell=True, text=True)
    return Response(output, mimetype="text/plain")
