import json


class Converter:
    def to_upper(self, value):
        return value.upper()

    def to_number(self, value):
        return float(value)


def handler(event, context):
    body = json.loads(event["body"])
    converter = Converter()
    results = []
    for step in body["steps"]:
        expression = "converter.{}(value)".format(step["op"])
        results.append(eval(expression, {"converter": converter, "value": step["value"]}))  # weak: CWE-95|CWE-94
    return {"statusCode": 200, "body": json.dumps(results)}
