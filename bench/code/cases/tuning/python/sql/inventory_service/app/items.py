from .config import config
from .db import transaction

_COLUMNS = "id, sku, title, quantity, location"


def get(item_id: int):
    with transaction() as connection:
        return connection.execute(f"SELECT {_COLUMNS} FROM items WHERE id = %s", (item_id,)).fetchone()


def create(sku: str, title: str, quantity: int, location: str):
    with transaction() as connection:
        return connection.execute(
            f"INSERT INTO items (sku, title, quantity, location) VALUES (%s, %s, %s, %s) RETURNING {_COLUMNS}",
            (sku, title, quantity, location),
        ).fetchone()


def move(item_id: int, location: str):
    with transaction() as connection:
        connection.execute("UPDATE items SET location = %s WHERE id = %s", (location, item_id))


def page(number: int, location: str | None = None, order: tuple[str, str] = ("sku", "asc")):
    parts, values = [f"SELECT {_COLUMNS} FROM items"], []
    if location is not None:
        parts.append("WHERE location = %s")
        values.append(location)
    column, direction = order
    parts.append(f"ORDER BY {column} {'DESC' if direction == 'desc' else 'ASC'}")
    parts.append("LIMIT %s OFFSET %s")
    values += [config.page_size, number * config.page_size]
    with transaction() as connection:
        return connection.execute(" ".join(parts), values).fetchall()  # weak: CWE-89
