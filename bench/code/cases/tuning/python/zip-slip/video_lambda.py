import io
import os
import zipfile

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    record = event["Records"][0]["s3"]
    body = s3.get_object(Bucket=record["bucket"]["name"], Key=record["object"]["key"])["Body"].read()
    target = "/mnt/videos"
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            base = os.path.basename(name)
            if not base.endswith(".mp4"):
                continue
            with open(os.path.join(target, base), "wb") as out:
                out.write(archive.read(name))
