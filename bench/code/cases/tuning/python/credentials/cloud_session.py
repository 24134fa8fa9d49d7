import boto3


def uploads(role):
    credentials = boto3.client("sts").assume_role(RoleArn=role, RoleSessionName="uploads")["Credentials"]
    session = boto3.Session(
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
        region_name="eu-central-1",
    )
    return session.resource("s3").Bucket("shop-uploads")
