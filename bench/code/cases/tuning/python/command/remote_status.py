"""Shows the state of a unit on a managed host."""
import shlex

import paramiko
from flask import Blueprint, Response, request

status = Blueprint("status", __name__)


def client():
    ssh = paramiko.SSHClient()
    ssh.load_system_host_keys()
    ssh.connect("node1.internal", username="reader")
    return ssh


@status.get("/status")
def show():
    unit = "web-" + request.args.get("unit", "main")
    ssh = client()
    _, stdout, _ = ssh.exec_command(shlex.join(["systemctl", "status", "--", unit]))
    return Response(stdout.read(), mimetype="text/plain")
