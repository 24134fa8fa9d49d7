import json
import os
import re

DATA = "/mnt/data"
NAME = re.compile(r"\A[a-z][a-z0-9_]{0,40}\Z")


def dataset_path(*parts):
    for part in parts:
        if not NAME.match(part):
            raise ValueError(part)
    return os.path.join(DATA, *parts) + ".json"


def handler(event, context):
    parameters = event["pathParameters"]
    try:
        path = dataset_path(parameters["region"], parameters["series"])
    except ValueError:
        return {"statusCode": 400, "body": "bad name"}
    with open(path) as file:
        return {"statusCode": 200, "body": json.dumps(json.load(file))}
