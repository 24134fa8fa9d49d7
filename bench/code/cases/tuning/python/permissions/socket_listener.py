import os
import socket


def listen(path="/run/agent/agent.sock"):
    before = os.umask(0o177)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(path)
    os.umask(before)
    server.listen(8)
    return server
