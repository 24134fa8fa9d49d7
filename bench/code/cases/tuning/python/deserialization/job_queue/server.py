import socketserver

from .codec import Codec


class JobHandler(socketserver.StreamRequestHandler):
    codec = Codec()

    def handle(self):
        size = int(self.rfile.readline())
        job = self.codec.decode(self.rfile.read(min(size, 65536)))
        self.wfile.write(self.codec.encode({"accepted": job["name"]}))


def main():
    with socketserver.TCPServer(("jobs.internal", 9400), JobHandler) as server:
        server.serve_forever()
