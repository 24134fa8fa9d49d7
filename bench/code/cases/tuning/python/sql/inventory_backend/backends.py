import sqlite3
from abc import ABC, abstractmethod


class Backend(ABC):
    @abstractmethod
    def find(self, search):
        ...


class Memory(Backend):
    def __init__(self):
        self.items = []

    def find(self, search):
        return [item for item in self.items if search.term in item["title"]][: search.limit]


class Sqlite(Backend):
    def __init__(self, path):
        self.path = path

    def find(self, search):
        statement = f"SELECT title FROM items WHERE title LIKE ? LIMIT {search.limit}"
        with sqlite3.connect(self.path) as db:
            return db.execute(statement, (f"%{search.term}%",)).fetchall()


def choose(path=None):
    return Sqlite(path) if path else Memory()
