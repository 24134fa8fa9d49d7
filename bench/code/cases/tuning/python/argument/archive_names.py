import subprocess

import tornado.web


class ArchiveHandler(tornado.web.RequestHandler):
    def get(self):
        number = int(self.get_query_argument("number"))
        done = subprocess.run(
            ["tar", "-tf", "/srv/archive/all.tar", "--wildcards", f"letters/{number}/*"], capture_output=True, text=True
        )
        self.write({"names": done.stdout.splitlines()})
