"""Django settings that all environments share."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["club.example.org"]
PASSWORD_RESET_TIMEOUT = 3600
AUTH_PASSWORD_FIELD_LABEL = "password"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "club",
        "USER": "club",
        "PASSWORD": os.environ["CLUB_DB_PASSWORD"],
    }
}
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
