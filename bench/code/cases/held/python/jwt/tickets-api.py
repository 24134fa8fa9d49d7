import os

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()
bearer = HTTPBearer()


def claims(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> dict:
    try:
        return jwt.decode(
            credentials.credentials,
            os.environ["TICKETS_PUBLIC_KEY"],
            algorithms=["ES256"],
            audience="tickets",
            options={"require": ["exp", "sub"], "verify_signature": True},
        )
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=401) from None


@app.get("/tickets/mine")
def mine(user: dict = Depends(claims)):
    return {"owner": user["sub"], "tickets": []}
