import json

import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource("dynamodb").Table("documents")


def handler(event, context):
    owner = event["queryStringParameters"]["owner"]
    items = table.query(KeyConditionExpression=Key("owner").eq(owner), Limit=100)["Items"]
    return {"statusCode": 200, "body": json.dumps([item["title"] for item in items])}
