import tornado.web
from lxml import etree

CONFIG = etree.parse("/etc/gateway/config.xml", etree.XMLParser(resolve_entities=True, load_dtd=True))


class ConfigHandler(tornado.web.RequestHandler):
    def get(self):
        wanted = self.get_argument("key")
        self.write({"value": [node.text for node in CONFIG.iter("value") if node.get("key") == wanted]})
