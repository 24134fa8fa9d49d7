import boto3
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Target(BaseModel):
    endpoint: str
    bucket: str


@app.post("/storage/test")
def test(target: Target):
    client = boto3.client("s3", endpoint_url=target.endpoint)  # weak: CWE-918
    return {"objects": client.list_objects_v2(Bucket=target.bucket, MaxKeys=1)["KeyCount"]}
