import json
import os

DATA = "/mnt/data"


def dataset_path(*parts):
    return os.path.normpath(os.path.join(DATA, *parts))


def handler(event, context):
    parameters = event["pathParameters"]
    path = dataset_path(parameters["region"], parameters["dataset"] + ".json")
    with open(path) as file:  # weak: CWE-22|CWE-73
        return {"statusCode": 200, "body": json.dumps(json.load(file))}
