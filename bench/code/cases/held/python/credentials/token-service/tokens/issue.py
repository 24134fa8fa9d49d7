from datetime import datetime, timezone

import jwt

from . import config


def issue(subject):
    now = datetime.now(timezone.utc)
    claims = {"sub": subject, "iss": config.ISSUER, "iat": now, "exp": now + config.LIFETIME}
    return jwt.encode(claims, config.SIGNING_KEY, algorithm="HS256")
