import poplib
import ssl


def count(host, user, password):
    context = ssl._create_unverified_context()  # weak: CWE-295
    box = poplib.POP3_SSL(host, context=context)
    box.user(user)
    box.pass_(password)
    return box.stat()[0]
