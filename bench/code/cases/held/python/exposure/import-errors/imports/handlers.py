import json
import traceback

import tornado.web


class JsonHandler(tornado.web.RequestHandler):
    def write_error(self, status_code, **kwargs):
        self.set_header('Content-Type', 'application/json')
        details = ''
        if 'exc_info' in kwargs:
            details = ''.join(traceback.format_exception(*kwargs['exc_info']))
        self.finish(json.dumps({'status': status_code, 'details': details}))  # weak: CWE-209|CWE-497
