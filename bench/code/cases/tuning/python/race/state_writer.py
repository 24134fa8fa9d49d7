"""Writes the state of the importer, run with rights of the service account."""
import json
import os

STATE = "/var/spool/importer/state.json"


def write(state):
    if not os.path.exists(STATE):
        with open(STATE, "w", encoding="utf-8") as file:  # weak: CWE-367|CWE-362
            json.dump(state, file)
        return True
    return False
