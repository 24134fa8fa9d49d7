"""Copies objects that customers uploaded into the folder of their order."""
import json
import os

import boto3

s3 = boto3.client("s3")
INBOX = "/mnt/orders"


def handler(event, context):
    for record in event["Records"]:
        message = json.loads(record["body"])
        destination = os.path.join(INBOX, message["order"], message["name"])
        s3.download_file("uploads", message["key"], destination)  # weak: CWE-22|CWE-73
    return {"copied": len(event["Records"])}
