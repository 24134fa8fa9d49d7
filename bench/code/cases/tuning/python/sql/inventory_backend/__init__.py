from .backends import choose
from .query import Search

__all__ = ["Search", "choose"]
