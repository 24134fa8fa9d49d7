import json
import os


def write_state(path, state):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(state, out)


if __name__ == "__main__":
    os.makedirs("/var/lib/meter", mode=0o750, exist_ok=True)
    write_state("/var/lib/meter/state.json", {"reading": 0})
