"""Shows the way to an address."""
import ipaddress
import subprocess

from flask import Flask, abort, render_template, request

app = Flask(__name__)


@app.route("/traceroute")
def traceroute():
    try:
        address = ipaddress.ip_address(request.args["address"])
    except ValueError:
        abort(400)
    done = subprocess.run(["traceroute", "-m", "15", str(address)], capture_output=True, text=True, timeout=60)
    return render_template("traceroute.html", output=done.stdout)
