"""The guest book of the mill museum."""
import sqlite3

import tornado.ioloop
import tornado.web


class EntriesHandler(tornado.web.RequestHandler):
    def initialize(self, database):
        self.database = database

    def get(self):
        rows = self.database.execute("SELECT author, message FROM entry ORDER BY id DESC").fetchall()
        self.render("entries.html", entries=rows)

    def post(self):
        with self.database:
            self.database.execute(
                "INSERT INTO entry (author, message) VALUES (?, ?)",
                (self.get_body_argument("author"), self.get_body_argument("message")),
            )
        self.redirect("/")


def make_app():
    return tornado.web.Application(
        [(r"/", EntriesHandler, {"database": sqlite3.connect("guests.db")})],
        template_path="templates",
        xsrf_cookies=True,
    )


if __name__ == "__main__":
    make_app().listen(8000, address="127.0.0.1")
    tornado.ioloop.IOLoop.current().start()
