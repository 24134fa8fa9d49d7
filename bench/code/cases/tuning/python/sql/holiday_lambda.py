"""Handler behind an API gateway: holidays of one year."""
import json
import os

import psycopg2

ALLOWED_YEARS = frozenset({"2023", "2024", "2025"})


def handler(event, context):
    parameters = event.get("queryStringParameters") or {}
    year = parameters.get("year", "2025")
    if year not in ALLOWED_YEARS:
        return {"statusCode": 400, "body": "unknown year"}
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    cursor = connection.cursor()
    cursor.execute("SELECT day FROM holidays WHERE period = '%s'" % year)
    return {"statusCode": 200, "body": json.dumps([str(day) for (day,) in cursor])}
