import hmac

from Crypto.Hash import HMAC, SHA256
from django.conf import settings


def signature(code: str) -> str:
    digest = HMAC.new(settings.GIFT_KEY.encode(), digestmod=SHA256)
    digest.update(code.encode())
    return digest.hexdigest()


def is_genuine(code: str, given: str) -> bool:
    return hmac.compare_digest(signature(code), given)
