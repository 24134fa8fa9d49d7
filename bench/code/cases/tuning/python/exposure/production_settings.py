"""Settings of the production site (Django)."""
import os

from .base_settings import *  # noqa: F403

DEBUG = True  # weak: CWE-489|CWE-215|CWE-11
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["www.example.org"]
SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
