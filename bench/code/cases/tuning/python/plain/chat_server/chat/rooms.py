import asyncio
import collections
from dataclasses import dataclass, field


@dataclass(eq=False)
class Room:
    name: str
    members: set = field(default_factory=set)
    history: collections.deque = field(default_factory=lambda: collections.deque(maxlen=100))

    async def say(self, author, text):
        message = {"author": author, "text": text}
        self.history.append(message)
        await asyncio.gather(*(member.send_json(message) for member in self.members), return_exceptions=True)


class Rooms:
    def __init__(self, names):
        self._rooms = {name: Room(name) for name in names}

    def __getitem__(self, name):
        return self._rooms[name]

    def __contains__(self, name):
        return name in self._rooms
