from hashlib import sha256

from bottle import Bottle, request, response

app = Bottle()


def note_path(name):
    return "/srv/notes/" + sha256(name.encode()).hexdigest() + ".txt"


@app.put("/notes")
def put():
    with open(note_path(request.query.name), "wb") as out:
        out.write(request.body.read(100_000))
    response.status = 204
