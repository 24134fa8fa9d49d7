"""Cross-origin settings of the customer API (django-cors-headers)."""

INSTALLED_APPS = ["corsheaders", "customers"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "django.middleware.common.CommonMiddleware"]
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_ALL_ORIGINS = True  # weak: CWE-942|CWE-346
