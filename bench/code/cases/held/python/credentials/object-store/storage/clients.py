import boto3

from .secrets import secret


def bucket():
    resource = boto3.resource(
        "s3",
        endpoint_url="https://objects.example.org",
        aws_access_key_id=secret("object_store_key_id"),
        aws_secret_access_key=secret("object_store_key"),
    )
    return resource.Bucket("photos")
