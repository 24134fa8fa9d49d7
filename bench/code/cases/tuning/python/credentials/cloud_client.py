import boto3


def uploads():
    session = boto3.Session(
        aws_access_key_id="my-access-key-identifier",
        aws_secret_access_key="correct-horse-battery-staple-on-a-stick",  # weak: CWE-798|CWE-259
        region_name="eu-central-1",
    )
    return session.resource("s3").Bucket("shop-uploads")
