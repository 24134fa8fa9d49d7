import pathlib
import pickle

import tornado.web

CACHE = pathlib.Path("/var/cache/scores/scores.pickle")


class ScoresHandler(tornado.web.RequestHandler):
    def initialize(self):
        with CACHE.open("rb") as file:
            self.scores = pickle.load(file)

    def get(self):
        self.write({"score": self.scores.get(self.get_argument("player"), 0)})
