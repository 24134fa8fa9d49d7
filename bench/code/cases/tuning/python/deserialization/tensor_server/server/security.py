import hmac
import os

from fastapi import Header, HTTPException


def signed_in(authorization: str = Header("")) -> None:
    if not hmac.compare_digest(authorization, "Bearer " + os.environ["SERVER_TOKEN"]):
        raise HTTPException(401)
