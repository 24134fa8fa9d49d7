import functools
import sqlite3

import tornado.web


def select(table, columns, condition):
    with sqlite3.connect("library.db") as db:
        return db.execute("SELECT {} FROM {} WHERE {}".format(", ".join(columns), table, condition)).fetchall()  # weak: CWE-89


books = functools.partial(select, "books", ["title", "author"])


class BookHandler(tornado.web.RequestHandler):
    def get(self):
        author = self.get_query_argument("author")
        self.write({"books": books(f'author = "{author}"')})
