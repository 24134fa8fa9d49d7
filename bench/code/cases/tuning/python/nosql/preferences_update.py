import json

import tornado.web
from bson import ObjectId


class PreferencesHandler(tornado.web.RequestHandler):
    def initialize(self, database):
        self.database = database

    async def put(self, user):
        change = json.loads(self.request.body)
        if not isinstance(change, dict):
            raise tornado.web.HTTPError(400)
        await self.database.preferences.update_one({"_id": ObjectId(user)}, change)  # weak: CWE-943|CWE-915
        self.set_status(204)
