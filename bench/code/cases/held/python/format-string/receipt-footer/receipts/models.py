from dataclasses import dataclass


@dataclass
class Shop:
    name: str
    street: str
    api_key: str
