# Price lists of suppliers come as CSV, from wherever the supplier has them.
import csv
import io
import urllib.request
from dataclasses import dataclass

import tornado.escape
import tornado.web


@dataclass
class Source:
    supplier: str
    location: str

    def rows(self):
        with urllib.request.urlopen(self.location) as handle:  # weak: CWE-918
            yield from csv.reader(io.TextIOWrapper(handle, 'utf-8'))


class ImportHandler(tornado.web.RequestHandler):
    @tornado.web.authenticated
    def post(self):
        body = tornado.escape.json_decode(self.request.body)
        source = Source(body['supplier'], body['location'])
        self.write({'supplier': source.supplier, 'rows': sum(1 for _ in source.rows())})
