import datetime

import jwt

from .keys import SIGNING_KEY


def issue(user_id: int) -> str:
    now = datetime.datetime.now(datetime.timezone.utc)
    claims = {"sub": str(user_id), "iat": now, "exp": now + datetime.timedelta(minutes=15)}
    return jwt.encode(claims, SIGNING_KEY, algorithm="HS256")
