"""Shifts of a team between two days, both included."""
import sqlalchemy as sa

BETWEEN = "SELECT person, day, kind FROM shift WHERE {condition}"


def between(conn, team, start, end):
    conditions = ["team = :team", "day >= :start", "day <= :end"]
    statement = sa.text(BETWEEN.format(condition=" AND ".join(conditions)))
    rows = conn.execute(statement, {"team": team, "start": start, "end": end})
    return [{"person": r.person, "day": r.day, "kind": r.kind} for r in rows]
