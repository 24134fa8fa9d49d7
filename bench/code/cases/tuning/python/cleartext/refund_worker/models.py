from dataclasses import dataclass


@dataclass
class Refund:
    order: int
    card_number: str
    amount: str

    @property
    def masked(self):
        return "*" * 12 + self.card_number[-4:]
