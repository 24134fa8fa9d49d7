import binascii

import dill
from bottle import post, request


def unpack(state):
    raw = binascii.a2b_hex(state)
    return dill.loads(raw)  # weak: CWE-502


@post("/wizard/<step:int>")
def wizard(step):
    fields = unpack(request.forms.get("state", ""))
    fields[f"step{step}"] = request.forms.get("answer", "")
    return {"answered": len(fields)}
