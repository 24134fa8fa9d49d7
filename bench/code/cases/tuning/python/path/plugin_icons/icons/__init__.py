from .locate import locate
