from .index import Album

__all__ = ["Album"]
