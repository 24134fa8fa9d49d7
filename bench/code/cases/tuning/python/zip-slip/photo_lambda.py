import io
import os
import zipfile

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    record = event["Records"][0]["s3"]
    body = s3.get_object(Bucket=record["bucket"]["name"], Key=record["object"]["key"])["Body"].read()
    target = "/mnt/photos"
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            if name.startswith("/"):
                continue
            with open(os.path.join(target, name), "wb") as out:  # weak: CWE-22|CWE-29|CWE-73
                out.write(archive.read(name))
