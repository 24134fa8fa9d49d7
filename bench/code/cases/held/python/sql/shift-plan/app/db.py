import os

import sqlalchemy as sa

engine = sa.create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)


def connection():
    with engine.connect() as conn:
        yield conn
