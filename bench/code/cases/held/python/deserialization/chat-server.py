"""Chat for the classroom: messages go to everyone on the same network."""
import pickle
import socketserver


class ChatHandler(socketserver.StreamRequestHandler):
    def handle(self):
        unpickler = pickle.Unpickler(self.rfile)
        while True:
            try:
                message = unpickler.load()  # weak: CWE-502
            except EOFError:
                break
            self.server.history.append((message['from'], message['text']))


class ChatServer(socketserver.ThreadingTCPServer):
    history = []


if __name__ == '__main__':
    with ChatServer(('127.0.0.1', 7000), ChatHandler) as server:
        server.serve_forever()
