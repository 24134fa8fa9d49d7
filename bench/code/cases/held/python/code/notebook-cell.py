# Each notebook has a namespace of its own that lives as long as the server.
import contextlib
import io

import tornado.escape
import tornado.web


class CellHandler(tornado.web.RequestHandler):
    namespaces = {}

    def post(self, notebook):
        source = tornado.escape.json_decode(self.request.body)["source"]
        scope = self.namespaces.setdefault(notebook, {})
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(source, "<cell>", "exec"), scope)  # weak: CWE-94|CWE-95
        self.write({"output": out.getvalue()})
