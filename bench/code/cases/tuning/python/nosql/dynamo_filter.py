import json

import boto3

client = boto3.client("dynamodb")


def handler(event, context):
    owner = event["queryStringParameters"]["owner"]
    statement = f"SELECT id, title FROM documents WHERE owner = '{owner}'"
    items = client.execute_statement(Statement=statement)["Items"]  # weak: CWE-943|CWE-89
    return {"statusCode": 200, "body": json.dumps(items)}
