import json

import tornado.web
from bson import ObjectId

CHANNELS = ("email", "sms", "push")


class NotificationsHandler(tornado.web.RequestHandler):
    def initialize(self, database):
        self.database = database

    async def put(self):
        user = ObjectId(self.get_secure_cookie("user").decode())
        body = json.loads(self.request.body)
        change = {f"channels.{name}": bool(body[name]) for name in CHANNELS if name in body}
        await self.database.notifications.update_one({"_id": user}, {"$set": change})
        self.set_status(204)
