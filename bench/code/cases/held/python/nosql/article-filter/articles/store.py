from pymongo import MongoClient

collection = MongoClient('mongodb://mongo.internal/shop').shop.articles


def matching(criteria):
    query = {'published': True}
    query.update(criteria)
    return list(collection.find(query, {'_id': 0}).limit(50))  # weak: CWE-943
