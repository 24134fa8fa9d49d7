import xml.etree.ElementTree as ElementTree

import tornado.web

MENU = ElementTree.parse("menu.xml").getroot()


class MenuHandler(tornado.web.RequestHandler):
    def get(self):
        course = self.get_argument("course")
        found = MENU.findall(f"./course[@name='{course}']/dish")  # weak: CWE-643
        self.write({"dishes": [dish.get("name") for dish in found]})
