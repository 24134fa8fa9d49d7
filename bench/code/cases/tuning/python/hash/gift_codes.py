import hmac

from Crypto.Hash import MD2
from django.conf import settings


def signature(code: str) -> str:
    digest = MD2.new(settings.GIFT_KEY.encode())  # weak: CWE-328|CWE-327
    digest.update(code.encode())
    return digest.hexdigest()


def is_genuine(code: str, given: str) -> bool:
    return hmac.compare_digest(signature(code), given)
