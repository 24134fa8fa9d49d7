from dataclasses import dataclass

from defusedxml import ElementTree


@dataclass
class Entry:
    title: str
    link: str


def entries(content):
    root = ElementTree.fromstring(content)
    for item in root.iter("item"):
        yield Entry(title=item.findtext("title", ""), link=item.findtext("link", ""))
