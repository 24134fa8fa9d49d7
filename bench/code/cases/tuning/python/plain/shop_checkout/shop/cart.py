from decimal import Decimal

from .money import Money


class Cart:
    def __init__(self, session):
        self._lines = session.setdefault("cart", {})
        self._session = session

    def add(self, sku, quantity=1):
        self._lines[sku] = self._lines.get(sku, 0) + quantity
        self._session.modified = True

    def remove(self, sku):
        self._lines.pop(sku, None)
        self._session.modified = True

    def total(self, prices):
        total = Money(Decimal(0))
        for sku, quantity in self._lines.items():
            total += prices[sku] * quantity
        return total

    def __iter__(self):
        return iter(self._lines.items())

    def __len__(self):
        return sum(self._lines.values())
