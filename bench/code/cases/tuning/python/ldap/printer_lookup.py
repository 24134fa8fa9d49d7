import tornado.web
from ldap3 import ALL_ATTRIBUTES, Connection, Server

FILTER = "(&(objectClass=printer)(|(location={place})(description={place})))"


class PrinterHandler(tornado.web.RequestHandler):
    def get(self):
        place = self.get_query_argument("place").strip()
        query = FILTER.format(place=place)
        connection = Connection(Server("ldaps://directory.internal"), auto_bind=True)
        connection.search(search_base="ou=printers,dc=corp", search_filter=query, attributes=ALL_ATTRIBUTES)  # weak: CWE-90
        self.write({"printers": [entry.entry_dn for entry in connection.entries]})
