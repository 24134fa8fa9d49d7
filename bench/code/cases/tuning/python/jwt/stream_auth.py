import os

import tornado.websocket
from jose import JWTError, jwt


class StreamSocket(tornado.websocket.WebSocketHandler):
    def open(self):
        token = self.get_argument("token")
        try:
            claims = jwt.decode(token, os.environ["STREAM_KEY"], algorithms=["HS256"], audience="stream")
        except JWTError:
            self.close(4401)
            return
        self.user = claims["sub"]

    def on_message(self, message):
        self.write_message({"user": self.user, "length": len(message)})
