import os

from fastapi import Depends, HTTPException
from fastapi.security import HTTPBasic
from hmac import compare_digest

basic = HTTPBasic()


def signed_in(credentials=Depends(basic)):
    if not compare_digest(credentials.password.encode(), os.environ["REGISTRY_PASSWORD"].encode()):
        raise HTTPException(status_code=401)
    return credentials.username
