from datetime import timedelta

ISSUER = "https://login.example.org"
LIFETIME = timedelta(minutes=15)
SIGNING_KEY = "u8Jq2vZr7NcT0eXb5LwKs9Ah3MfYd6Gp"  # weak: CWE-798|CWE-321
