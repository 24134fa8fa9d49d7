import xml.sax
import xml.sax.handler


class ScoreHandler(xml.sax.handler.ContentHandler):
    def __init__(self):
        super().__init__()
        self.titles = []
        self.text = ""

    def startElement(self, name, attrs):
        self.text = ""

    def characters(self, content):
        self.text += content

    def endElement(self, name):
        if name == "work-title":
            self.titles.append(self.text)


def titles(stream):
    handler = ScoreHandler()
    parser = xml.sax.make_parser()
    parser.setContentHandler(handler)
    parser.setFeature(xml.sax.handler.feature_external_ges, True)  # weak: CWE-611
    parser.parse(stream)
    return handler.titles
