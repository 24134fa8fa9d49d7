import poplib
import ssl


def count(host, user, password):
    context = ssl.create_default_context()
    box = poplib.POP3_SSL(host, context=context, timeout=20)
    box.user(user)
    box.pass_(password)
    return box.stat()[0]
