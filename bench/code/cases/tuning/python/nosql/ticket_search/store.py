from pymongo import MongoClient


class Tickets:
    def __init__(self, uri):
        self.collection = MongoClient(uri).support.tickets

    def matching(self, **criteria):
        query = {"archived": False}
        query.update(criteria)
        return list(self.collection.find(query, {"_id": 0}).limit(50))  # weak: CWE-943
