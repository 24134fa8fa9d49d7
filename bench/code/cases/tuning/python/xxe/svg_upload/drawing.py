from lxml import etree


class Drawing:
    def __init__(self, content):
        self.tree = etree.fromstring(content, parser=etree.XMLParser(load_dtd=True, resolve_entities=True))  # weak: CWE-611

    @property
    def size(self):
        return self.tree.get("width"), self.tree.get("height")

    @property
    def title(self):
        return self.tree.findtext("{http://www.w3.org/2000/svg}title")
