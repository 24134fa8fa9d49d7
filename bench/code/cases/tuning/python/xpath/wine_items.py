import xml.etree.ElementTree as ElementTree

import tornado.web

WINES = ElementTree.parse("wines.xml").getroot()


class WineHandler(tornado.web.RequestHandler):
    def get(self):
        region = self.get_argument("region")
        found = [wine for wine in WINES.findall("./region/wine") if wine.get("region") == region]
        self.write({"wines": [wine.get("name") for wine in found]})
