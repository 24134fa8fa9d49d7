from lxml import etree

STOPS = etree.parse("/srv/stops.xml")


def stop(number: int):
    found = STOPS.xpath(f"//stop[@number='{number:d}']/name/text()")
    return str(found[0]) if found else None
