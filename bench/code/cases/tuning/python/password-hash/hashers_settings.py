"""Password settings of the intranet (Django)."""

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",  # weak: CWE-916|CWE-328
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_USER_MODEL = "people.Person"
