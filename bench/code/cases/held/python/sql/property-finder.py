"""Flats to rent: the list that the map on the start page asks for."""
import pymysql
import tornado.web


class PropertyHandler(tornado.web.RequestHandler):
    def initialize(self, settings):
        self.connection = pymysql.connect(**settings, cursorclass=pymysql.cursors.DictCursor)

    def on_finish(self):
        self.connection.close()

    def get(self):
        params = []
        sql = "SELECT id, street, city, rent FROM property WHERE published = 1"
        max_rent = self.get_query_argument("max_rent", None)
        if max_rent:
            sql += " AND rent <= %s"
            params.append(int(max_rent))
        city = self.get_query_argument("city", None)
        if city:
            sql += " AND city = '" + city + "'"
        sql += " ORDER BY rent LIMIT 50"
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)  # weak: CWE-89
            self.write({"properties": cursor.fetchall()})
