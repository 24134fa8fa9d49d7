from io import BytesIO

import tornado.web
from lxml import etree


class SoapHandler(tornado.web.RequestHandler):
    def post(self):
        names = []
        for _, element in etree.iterparse(BytesIO(self.request.body), resolve_entities=True, load_dtd=True):  # weak: CWE-611
            names.append(element.tag)
            element.clear()
        self.write({"elements": names[:100]})
