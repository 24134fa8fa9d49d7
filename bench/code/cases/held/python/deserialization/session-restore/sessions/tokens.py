from itsdangerous import BadSignature, URLSafeTimedSerializer


class Tokens:
    def __init__(self, secret):
        self.serializer = URLSafeTimedSerializer(secret, salt="restore")

    def read(self, token, default=None):
        try:
            return self.serializer.loads(token, max_age=3600)
        except BadSignature:
            return default
