from dataclasses import dataclass


@dataclass
class Payment:
    order: int
    card_number: str
    cvv: str
    amount: str
