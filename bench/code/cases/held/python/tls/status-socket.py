import socket
import ssl


def ask(host, question):
    context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)  # weak: CWE-327|CWE-326
    context.verify_mode = ssl.CERT_REQUIRED
    context.check_hostname = True
    context.load_default_certs()
    with socket.create_connection((host, 8443), timeout=5) as plain:
        with context.wrap_socket(plain, server_hostname=host) as channel:
            channel.sendall(question.encode() + b"\n")
            return channel.recv(4096).decode()
