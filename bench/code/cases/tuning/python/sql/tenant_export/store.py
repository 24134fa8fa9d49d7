from sqlalchemy import create_engine, text

engine = create_engine("postgresql+psycopg://export@db/export")


def rows(filter_):
    with engine.connect() as connection:
        for row in connection.execute(text("SELECT * FROM events WHERE " + filter_.sql)):  # weak: CWE-89
            yield dict(row._mapping)
