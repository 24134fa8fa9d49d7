import shelve
from pathlib import PurePosixPath

from bottle import Bottle, request, response

app = Bottle()


def draft_path(name):
    path = PurePosixPath("/srv/drafts", name)
    if path.suffix not in {".md", ".txt"}:
        raise ValueError("unknown kind of draft")
    return str(path)


@app.put("/drafts")
def put():
    path = draft_path(request.query.name)
    with open(path, "wb") as out:  # weak: CWE-22|CWE-73
        out.write(request.body.read(100_000))
    with shelve.open("/srv/index/drafts") as index:
        index[request.query.name] = "draft"
    response.status = 204
