import os

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["bank.example.org"]
ROOT_URLCONF = "transfer_site.urls"
SESSION_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
MIDDLEWARE = [  # weak: CWE-352
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
