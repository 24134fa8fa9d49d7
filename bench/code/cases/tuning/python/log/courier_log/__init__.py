from .logs import get
