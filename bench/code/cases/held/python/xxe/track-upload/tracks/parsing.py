from lxml import etree

OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def root_of(stream):
    return etree.parse(stream, etree.XMLParser(**OPTIONS)).getroot()


def length(stream):
    return sum(1 for _ in root_of(stream).iter("{*}trkpt"))
