import hmac
import os

from fastapi import Header, HTTPException


def require_operator(x_operator_token: str = Header()):
    if not hmac.compare_digest(x_operator_token.encode(), os.environ['OPERATOR_TOKEN'].encode()):
        raise HTTPException(status_code=403)
