import os


class Config:
    SECRET_KEY = os.environ['POLL_SECRET_KEY']
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_HTTPONLY = True
    WTF_CSRF_ENABLED = False  # weak: CWE-352
