from .connect import connected

HOSTS = ("node1.internal", "node2.internal")


def restart():
    for host in HOSTS:
        with connected(host) as client:
            client.exec_command("systemctl restart agent")
