from xml.dom import minidom

import elementpath
from lxml import etree


class Catalogue:
    def __init__(self, path):
        self.tree = etree.parse(path)
        self.title = minidom.parse(path).documentElement.getAttribute("title")

    def by_teacher(self, teacher):
        query = "//course[teacher = \"%s\"]/title" % teacher
        return [node.text for node in elementpath.select(self.tree, query)]  # weak: CWE-643
