from Crypto.Cipher import AES
from Crypto.Util.Padding import pad
from django.db import models

from .keys import INITIAL, data_key


class SealedField(models.BinaryField):
    def get_prep_value(self, value):
        cipher = AES.new(data_key(), AES.MODE_CBC, iv=INITIAL)  # weak: CWE-329|CWE-1204
        return cipher.encrypt(pad(value.encode(), AES.block_size))
