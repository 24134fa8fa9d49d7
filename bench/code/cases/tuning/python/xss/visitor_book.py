import sqlite3

import tornado.ioloop
import tornado.web
from tornado.escape import xhtml_escape

db = sqlite3.connect("visitors.db")


class VisitorBook(tornado.web.RequestHandler):
    def get(self):
        entries = db.execute("SELECT author, text FROM entries ORDER BY id DESC LIMIT 50").fetchall()
        items = "".join("<li>{}: {}</li>".format(xhtml_escape(author), xhtml_escape(text)) for author, text in entries)
        self.write("<ul>" + items + "</ul>" + self.xsrf_form_html())

    def post(self):
        values = (self.get_body_argument("author"), self.get_body_argument("text"))
        db.execute("INSERT INTO entries (author, text) VALUES (?, ?)", values)
        db.commit()
        self.redirect("/")


if __name__ == "__main__":
    tornado.web.Application([("/", VisitorBook)], xsrf_cookies=True).listen(8080, "127.0.0.1")
    tornado.ioloop.IOLoop.current().start()
