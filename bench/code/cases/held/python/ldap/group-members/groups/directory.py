import ldap

BASE = "ou=groups,dc=example,dc=org"


class Directory:
    def __init__(self, uri="ldaps://directory.example.org"):
        self.connection = ldap.initialize(uri)
        self.connection.simple_bind_s()

    def members(self, group):
        condition = "(&(objectClass=groupOfNames)(cn=" + group + "))"
        return self.connection.search_s(BASE, ldap.SCOPE_SUBTREE, condition, ["member"])  # weak: CWE-90
