import json

import boto3
from ruamel.yaml import YAML

yaml = YAML(typ="safe")
sqs = boto3.client("sqs")


def poll(queue_url):
    for message in sqs.receive_message(QueueUrl=queue_url, WaitTimeSeconds=20).get("Messages", []):
        body = json.loads(message["Body"])
        manifest = yaml.load(body["manifest"])
        print("received", int(manifest.get("version", 0)))
        sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
