import os


def release():
    return {"release": os.environ.get("RELEASE", "unknown"), "region": os.environ.get("REGION", "unknown")}
