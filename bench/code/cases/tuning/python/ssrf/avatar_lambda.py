import base64
import json

import urllib3

pool = urllib3.PoolManager()


def source_of(event):
    user = json.loads(event["body"])
    return user.get("avatar") or "https://static.example.org/avatar.png"


def handler(event, context):
    response = pool.request("GET", source_of(event), timeout=5.0)  # weak: CWE-918
    return {"statusCode": 200, "isBase64Encoded": True, "body": base64.b64encode(response.data).decode()}
