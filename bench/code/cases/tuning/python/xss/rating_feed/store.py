import sqlite3


class Ratings:
    def __init__(self, path="ratings.db"):
        self.path = path

    def add(self, product, stars, text):
        with sqlite3.connect(self.path) as db:
            db.execute("INSERT INTO ratings (product, stars, text) VALUES (?, ?, ?)", (product, stars, text))

    def __iter__(self):
        with sqlite3.connect(self.path) as db:
            yield from db.execute("SELECT stars, text FROM ratings ORDER BY rowid DESC LIMIT 30")
