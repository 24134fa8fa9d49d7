import hashlib
import hmac


class Accounts:
    iterations = 1000

    def __init__(self, rows):
        self._rows = rows

    def _stretch(self, password, salt):
        return hashlib.pbkdf2_hmac("sha1", password.encode(), salt, self.iterations)  # weak: CWE-916|CWE-328

    def check(self, login, password):
        row = self._rows[login]
        return hmac.compare_digest(self._stretch(password, row.salt), row.hashed)
