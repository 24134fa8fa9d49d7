"""Django settings that all environments share."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "the-quick-brown-fox-jumps-over-thirteen-lazy-dogs-and-a-cat"  # weak: CWE-798|CWE-321
DEBUG = False
ALLOWED_HOSTS = ["shop.example.org"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "shop",
        "PASSWORD": os.environ["SHOP_DB_PASSWORD"],
    }
}
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
