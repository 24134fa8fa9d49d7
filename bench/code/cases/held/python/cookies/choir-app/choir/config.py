from datetime import timedelta


class Base:
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    PERMANENT_SESSION_LIFETIME = timedelta(hours=2)


class Production(Base):
    SESSION_COOKIE_SECURE = True
