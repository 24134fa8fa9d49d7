import subprocess

from flask import Flask, Response, request

app = Flask(__name__)


@app.route("/tools/ping")
def ping():
    host = request.args.get("host", "localhost")
    output = subprocess.check_output("ping -c 1 -W 2 " + host, shell=True, text=True)  # weak: CWE-78
    return Response(output, mimetype="text/plain")
