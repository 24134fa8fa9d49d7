import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Config:
    dsn: str = os.environ.get("INVENTORY_DSN", "postgresql:///inventory")
    page_size: int = 50


config = Config()
