import asyncssh

KNOWN_HOSTS = "/etc/gateway/known_hosts"


def connect(host):
    return asyncssh.connect(host, username="gateway", known_hosts=KNOWN_HOSTS)
