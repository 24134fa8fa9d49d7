"""Handler behind an API gateway: payslips of one employee."""
import json
import os

import psycopg2

ALLOWED_YEARS = {"2023", "2024", "2025"}


def handler(event, context):
    parameters = event.get("queryStringParameters") or {}
    year = parameters.get("year", "2025")
    if year not in ALLOWED_YEARS:
        return {"statusCode": 400, "body": "unknown year"}
    month = parameters.get("month", "01")
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    cursor = connection.cursor()
    cursor.execute("SELECT net FROM payslips WHERE period = '%s-%s'" % (year, month))  # weak: CWE-89
    return {"statusCode": 200, "body": json.dumps([str(net) for (net,) in cursor])}
