from pymongo import MongoClient


class Devices:
    def __init__(self, uri):
        self.collection = MongoClient(uri).fleet.devices

    def matching(self, model: str, region: str):
        return list(self.collection.find({"model": {"$eq": model}, "region": {"$eq": region}}, {"_id": 0}).limit(50))
