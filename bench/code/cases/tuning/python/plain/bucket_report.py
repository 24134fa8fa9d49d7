"""Prints how large the folders of a bucket are."""
import collections
import sys

import boto3


def sizes(bucket):
    paginator = boto3.client("s3").get_paginator("list_objects_v2")
    totals = collections.Counter()
    for page in paginator.paginate(Bucket=bucket):
        for entry in page.get("Contents", []):
            folder, _, _ = entry["Key"].partition("/")
            totals[folder] += entry["Size"]
    return totals


if __name__ == "__main__":
    for folder, size in sizes(sys.argv[1]).most_common(20):
        print(f"{size / 2**20:10.1f} MiB  {folder}")
