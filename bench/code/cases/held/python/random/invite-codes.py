import secrets
import string

ALPHABET = string.ascii_uppercase + string.digits


def invite_code(length=16):
    return ''.join(secrets.choice(ALPHABET) for _ in range(length))


def session_token():
    return secrets.token_urlsafe(32)
