from contextlib import contextmanager

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from .config import config

pool = ConnectionPool(config.dsn, min_size=1, max_size=8, open=False)


@contextmanager
def transaction():
    with pool.connection() as connection:
        connection.row_factory = dict_row
        with connection.transaction():
            yield connection
