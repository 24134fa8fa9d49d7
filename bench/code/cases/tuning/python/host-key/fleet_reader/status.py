from .connect import connected

HOSTS = ("node1.internal", "node2.internal")


def status():
    for host in HOSTS:
        with connected(host) as client:
            _, out, _ = client.exec_command("systemctl is-active agent")
            yield host, out.read().decode().strip()
