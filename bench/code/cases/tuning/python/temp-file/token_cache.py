import getpass
import json


def remember(token):
    path = "/tmp/acme-cli-" + getpass.getuser() + ".json"
    with open(path, "w", encoding="utf-8") as file:  # weak: CWE-377|CWE-379|CWE-312
        json.dump({"cursor": token}, file)
