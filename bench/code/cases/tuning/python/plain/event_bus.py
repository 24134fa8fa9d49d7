"""In-process events."""
import asyncio
import contextlib
import weakref
from collections import defaultdict


class Bus:
    def __init__(self):
        self._handlers = defaultdict(weakref.WeakSet)

    def on(self, name):
        def register(handler):
            self._handlers[name].add(handler)
            return handler

        return register

    async def emit(self, name, *args, **kwargs):
        await asyncio.gather(*(handler(*args, **kwargs) for handler in self._handlers[name]))

    @contextlib.contextmanager
    def muted(self, name):
        handlers = self._handlers.pop(name, None)
        try:
            yield self
        finally:
            if handlers is not None:
                self._handlers[name] = handlers
