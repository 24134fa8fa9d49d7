import os

from cryptography.fernet import Fernet, MultiFernet


def ring():
    names = ("BACKUP_KEY", "BACKUP_KEY_PREVIOUS")
    return MultiFernet([Fernet(os.environ[name]) for name in names if name in os.environ])
