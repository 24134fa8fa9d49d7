import psycopg


class MemberRepository:
    def __init__(self, dsn):
        self._dsn = dsn
        self._table = "members"

    def find_by(self, field, value):
        query = "SELECT id, email, joined FROM {} WHERE {} = '{}'".format(self._table, field, value)
        with psycopg.connect(self._dsn) as connection:
            return connection.execute(query).fetchall()  # weak: CWE-89
