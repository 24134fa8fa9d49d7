import jwt

client = jwt.PyJWKClient("https://login.example.org/.well-known/jwks.json", cache_keys=True)


def key_for(token):
    return client.get_signing_key_from_jwt(token).key
