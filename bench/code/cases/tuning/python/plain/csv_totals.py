"""Totals per customer of a CSV file."""
import argparse
import collections
import csv
from decimal import Decimal
from pathlib import Path


def totals(path: Path) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = collections.defaultdict(Decimal)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sums[row["customer"]] += Decimal(row["amount"])
    return dict(sums)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    for customer, amount in sorted(totals(options.file).items()):
        print(f"{customer:30} {amount:>12.2f}")


if __name__ == "__main__":
    main()
