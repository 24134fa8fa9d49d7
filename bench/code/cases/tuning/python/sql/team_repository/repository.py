import psycopg
from psycopg import sql


class TeamRepository:
    def __init__(self, dsn):
        self._dsn = dsn
        self._table = sql.Identifier("teams")

    def find_by(self, field, value):
        query = sql.SQL("SELECT id, name FROM {} WHERE {} = {}").format(
            self._table, sql.Identifier(field), sql.Placeholder()
        )
        with psycopg.connect(self._dsn) as connection:
            return connection.execute(query, [value]).fetchall()
