from .models import Shop


def footer(pattern: str, shop: Shop) -> str:
    values = {"shop": shop, "line": "-" * 20}
    return pattern.format_map(values)  # weak: CWE-134
