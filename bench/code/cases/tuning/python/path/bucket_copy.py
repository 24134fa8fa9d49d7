"""Copies objects that customers uploaded into the folder of their order."""
import json
import os
import uuid

import boto3

s3 = boto3.client("s3")
INBOX = "/mnt/orders"


def handler(event, context):
    for record in event["Records"]:
        message = json.loads(record["body"])
        order = uuid.UUID(message["order"])
        destination = os.path.join(INBOX, str(order), "upload.bin")
        s3.download_file("uploads", message["key"], destination)
    return {"copied": len(event["Records"])}
