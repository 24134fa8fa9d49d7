import ldap
from ldap.filter import filter_format

BASE = "ou=rooms,dc=example,dc=org"
PATTERN = "(&(objectClass=room)(building=%s)(cn=%s*))"


def find(building, prefix):
    connection = ldap.initialize("ldaps://directory.example.org")
    connection.simple_bind_s()
    try:
        return connection.search_s(BASE, ldap.SCOPE_ONELEVEL, filter_format(PATTERN, [building, prefix]), ["cn"])
    finally:
        connection.unbind_s()
