import re

import tornado.web
from ldap3 import ALL_ATTRIBUTES, Connection, Server

FILTER = "(&(objectClass=scanner)(location={place}))"


class ScannerHandler(tornado.web.RequestHandler):
    def get(self):
        place = self.get_query_argument("place")
        if re.fullmatch(r"[A-Z][0-9]{3}", place) is None:
            raise tornado.web.HTTPError(400)
        query = FILTER.format(place=place)
        connection = Connection(Server("ldaps://directory.internal"), auto_bind=True)
        connection.search(search_base="ou=scanners,dc=corp", search_filter=query, attributes=ALL_ATTRIBUTES)
        self.write({"scanners": [entry.entry_dn for entry in connection.entries]})
