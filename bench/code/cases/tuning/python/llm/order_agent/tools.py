import sqlite3


def order_state(number: int) -> str:
    with sqlite3.connect("file:orders.db?mode=ro", uri=True) as db:
        row = db.execute("SELECT state FROM orders WHERE number = ?", (int(number),)).fetchone()
    return row[0] if row else "unknown"


TOOLS = {"order_state": order_state}
SCHEMAS = [
    {
        "type": "function",
        "function": {
            "name": "order_state",
            "description": "State of one order",
            "parameters": {"type": "object", "properties": {"number": {"type": "integer"}}, "required": ["number"]},
        },
    }
]
