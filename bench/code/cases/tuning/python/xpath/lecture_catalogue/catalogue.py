from lxml import etree


class Catalogue:
    def __init__(self, path):
        self.tree = etree.parse(path)

    def by_week(self, week):
        return [node.text for node in self.tree.xpath("//lecture[@week = %d]/title" % int(week))]
