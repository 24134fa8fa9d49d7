import sqlite3

import tornado.web


def select(table, columns, condition, values):
    with sqlite3.connect("library.db") as db:
        return db.execute(
            "SELECT {} FROM {} WHERE {}".format(", ".join(columns), table, condition), values
        ).fetchall()


films = lambda condition, *values: select("films", ["title", "director"], condition, values)  # noqa: E731


class FilmHandler(tornado.web.RequestHandler):
    def get(self):
        director = self.get_query_argument("director")
        self.write({"films": films("director = ?", director)})
