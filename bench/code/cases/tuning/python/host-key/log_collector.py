import os

import paramiko


def collect(host):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # weak: CWE-295|CWE-322
    client.connect(host, username="collector", key_filename=os.environ["COLLECTOR_KEY"])
    _, out, _ = client.exec_command("cat /var/log/app.log")
    return out.read()
