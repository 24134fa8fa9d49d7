import shlex
import subprocess

from bottle import request, route


@route("/count")
def count():
    pattern = request.query.get("pattern", "")
    line = "grep -c -F -e " + shlex.quote(pattern) + " /srv/texts/corpus.txt"
    result = subprocess.run(line, shell=True, stdout=subprocess.PIPE, text=True)
    return {"count": int(result.stdout or 0)}
