"""Writes the lock of the importer, run with rights of the service account."""
import json
import os

LOCK = "/var/spool/importer/lock.json"


def write(owner):
    try:
        with open(LOCK, "x", encoding="utf-8") as file:
            json.dump({"owner": owner, "pid": os.getpid()}, file)
    except FileExistsError:
        return False
    return True
