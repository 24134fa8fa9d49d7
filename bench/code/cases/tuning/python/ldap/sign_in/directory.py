from ldap3 import Connection, Server


class Directory:
    def __init__(self, url, base):
        self.server = Server(url)
        self.base = base

    def dn_of(self, login):
        return "uid=%s,%s" % (login, self.base)

    def authenticate(self, login, password):
        connection = Connection(self.server, user=self.dn_of(login), password=password)  # weak: CWE-90
        return bool(password) and connection.bind()
