import hmac
import os

from fastapi import Depends, HTTPException
from fastapi.security import HTTPBearer

bearer = HTTPBearer()


def current_admin(credentials=Depends(bearer)):
    if not hmac.compare_digest(credentials.credentials.encode(), os.environ["ADMIN_TOKEN"].encode()):
        raise HTTPException(status_code=403)
