import sqlite3


class Reviews:
    def __init__(self, path="reviews.db"):
        self.path = path

    def add(self, product, text):
        with sqlite3.connect(self.path) as db:
            db.execute("INSERT INTO reviews (product, text) VALUES (?, ?)", (product, text))

    def __iter__(self):
        with sqlite3.connect(self.path) as db:
            yield from (text for (text,) in db.execute("SELECT text FROM reviews ORDER BY rowid DESC LIMIT 30"))
