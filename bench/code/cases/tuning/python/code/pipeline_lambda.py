import json


class Converter:
    def to_upper(self, value):
        return value.upper()

    def to_number(self, value):
        return float(value)


def handler(event, context):
    body = json.loads(event["body"])
    converter = Converter()
    steps = {"upper": converter.to_upper, "number": converter.to_number}
    results = [steps[step["op"]](step["value"]) for step in body["steps"] if step["op"] in steps]
    return {"statusCode": 200, "body": json.dumps(results)}
