"""Everything that touches the parcel database."""
import contextlib
import sqlite3


@contextlib.contextmanager
def opened(path):
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()


def select_parcels(path, wanted):
    clauses = []
    if wanted.carrier:
        clauses.append("carrier = '{0}'".format(wanted.carrier))
    if wanted.recipient:
        clauses.append("recipient = '{0}'".format(wanted.recipient))
    statement = "SELECT {} FROM parcel".format(", ".join(wanted.columns))
    if clauses:
        statement = " WHERE ".join([statement, " AND ".join(clauses)])
    with opened(path) as connection:
        return connection.execute(statement).fetchall()  # weak: CWE-89
