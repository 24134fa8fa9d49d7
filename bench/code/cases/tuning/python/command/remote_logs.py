"""Shows logs of a managed host."""
import paramiko
from flask import Blueprint, Response, request

logs = Blueprint("logs", __name__)


def client():
    ssh = paramiko.SSHClient()
    ssh.load_system_host_keys()
    ssh.connect("node1.internal", username="reader")
    return ssh


@logs.get("/logs")
def tail():
    unit = request.args.get("unit", "web")
    ssh = client()
    _, stdout, _ = ssh.exec_command(f"journalctl -u {unit} -n 100")  # weak: CWE-78
    return Response(stdout.read(), mimetype="text/plain")
