import os

import paramiko


def collect(host):
    client = paramiko.SSHClient()
    client.load_host_keys("/etc/collector/known_hosts")
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    client.connect(host, username="collector", key_filename=os.environ["COLLECTOR_KEY"])
    _, out, _ = client.exec_command("cat /var/log/trace.log")
    return out.read()
