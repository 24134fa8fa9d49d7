import hashlib
import hmac


class Members:
    iterations = 600_000

    def __init__(self, rows):
        self._rows = rows

    def _stretch(self, password, salt):
        return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, self.iterations)

    def check(self, login, password):
        row = self._rows[login]
        return hmac.compare_digest(self._stretch(password, row.salt), row.hashed)
