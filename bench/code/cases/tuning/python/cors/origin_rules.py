"""Cross-origin settings of the courier API (django-cors-headers)."""

INSTALLED_APPS = ["corsheaders", "couriers"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "django.middleware.common.CommonMiddleware"]
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOWED_ORIGINS = ["https://courier.example.org"]
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://[a-z0-9-]+\.courier\.example\.org$"]
