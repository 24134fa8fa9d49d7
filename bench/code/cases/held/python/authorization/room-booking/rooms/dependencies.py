import os
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

scheme = OAuth2PasswordBearer(tokenUrl="token")


def current_user(token: Annotated[str, Depends(scheme)]) -> dict:
    try:
        return jwt.decode(token, os.environ["TOKEN_KEY"], algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=401) from None


def manager(user: Annotated[dict, Depends(current_user)]) -> dict:
    if user.get("role") != "manager":
        raise HTTPException(status_code=403)
    return user
