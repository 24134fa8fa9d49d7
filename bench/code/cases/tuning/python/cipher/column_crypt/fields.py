from cryptography.fernet import Fernet
from django.db import models

from .keys import data_key


class SealedField(models.BinaryField):
    def get_prep_value(self, value):
        return Fernet(data_key()).encrypt(value.encode())

    def from_db_value(self, value, expression, connection):
        return None if value is None else Fernet(data_key()).decrypt(bytes(value)).decode()
