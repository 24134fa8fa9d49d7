import socket
import ssl


def dial(host, port=8883):
    context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)  # weak: CWE-327|CWE-326|CWE-757|CWE-295
    raw = socket.create_connection((host, port), timeout=10)
    return context.wrap_socket(raw, server_hostname=host)
