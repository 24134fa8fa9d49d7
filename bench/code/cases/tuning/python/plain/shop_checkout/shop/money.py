from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal


@dataclass(frozen=True, order=True)
class Money:
    amount: Decimal
    currency: str = "EUR"

    def __post_init__(self):
        object.__setattr__(self, "amount", self.amount.quantize(Decimal("0.01"), ROUND_HALF_EVEN))

    def __add__(self, other):
        if other.currency != self.currency:
            raise ValueError("other currency")
        return Money(self.amount + other.amount, self.currency)

    def __mul__(self, factor):
        return Money(self.amount * factor, self.currency)

    def __format__(self, specification):
        return f"{self.amount:{specification or '.2f'}} {self.currency}"
