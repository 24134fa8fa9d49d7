import sqlite3


def query_orders(sql: str) -> list:
    with sqlite3.connect("orders.db") as db:
        return db.execute(sql).fetchall()  # weak: CWE-89|CWE-1426


TOOLS = {"query_orders": query_orders}
SCHEMAS = [
    {
        "type": "function",
        "function": {
            "name": "query_orders",
            "description": "Run SQL over the orders",
            "parameters": {"type": "object", "properties": {"sql": {"type": "string"}}, "required": ["sql"]},
        },
    }
]
