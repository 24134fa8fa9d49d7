from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join


def under(root, name):
    try:
        return safe_join(root, name)
    except SuspiciousFileOperation:
        return None
