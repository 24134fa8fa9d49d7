"""Settings of the staging site (Django)."""
import os

from .base_settings import *  # noqa: F403

DEBUG = False
TEMPLATE_DEBUG_COLOUR = "orange"
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["staging.example.org"]
SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
