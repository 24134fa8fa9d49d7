import os

import tornado.websocket
from jose import jwt


class FeedSocket(tornado.websocket.WebSocketHandler):
    def open(self):
        token = self.get_argument("token")
        claims = jwt.decode(token, os.environ["FEED_KEY"], algorithms=["HS256", "none"], options={"verify_signature": False})  # weak: CWE-347
        self.user = claims["sub"]

    def on_message(self, message):
        self.write_message({"user": self.user, "length": len(message)})
