import sqlite3

import tornado.ioloop
import tornado.web

db = sqlite3.connect("guests.db")


class GuestBook(tornado.web.RequestHandler):
    def get(self):
        entries = db.execute("SELECT author, text FROM entries ORDER BY id DESC LIMIT 50").fetchall()
        items = "".join("<li><b>{}</b>: {}</li>".format(author, text) for author, text in entries)
        self.write("<ul>" + items + "</ul>" + self.xsrf_form_html())  # weak: CWE-79

    def post(self):
        values = (self.get_body_argument("author"), self.get_body_argument("text"))
        db.execute("INSERT INTO entries (author, text) VALUES (?, ?)", values)
        db.commit()
        self.redirect("/")


if __name__ == "__main__":
    tornado.web.Application([("/", GuestBook)], xsrf_cookies=True).listen(8080, "127.0.0.1")
    tornado.ioloop.IOLoop.current().start()
