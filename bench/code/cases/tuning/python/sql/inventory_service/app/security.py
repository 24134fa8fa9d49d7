import os

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer


def signed_in(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())) -> str:
    try:
        claims = jwt.decode(credentials.credentials, os.environ["TOKEN_KEY"], algorithms=["HS256"], audience="inventory")
    except jwt.InvalidTokenError:
        raise HTTPException(401) from None
    return claims["sub"]
