import subprocess

import tornado.web


class ArchiveHandler(tornado.web.RequestHandler):
    def get(self):
        pattern = self.get_query_argument("pattern", "*.txt")
        if "/" in pattern:
            raise tornado.web.HTTPError(400)
        done = subprocess.run(["tar", "-tf", "/srv/archive/all.tar", pattern], capture_output=True, text=True)  # weak: CWE-88
        self.write({"names": done.stdout.splitlines()})
