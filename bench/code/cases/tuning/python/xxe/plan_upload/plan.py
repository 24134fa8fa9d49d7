from defusedxml import ElementTree


class Plan:
    def __init__(self, content):
        self.tree = ElementTree.fromstring(content, forbid_dtd=True)

    @property
    def size(self):
        return self.tree.get("width"), self.tree.get("height")
