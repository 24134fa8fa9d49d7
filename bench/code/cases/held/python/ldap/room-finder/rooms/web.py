from bottle import Bottle, request

from rooms.directory import find

app = Bottle()


@app.get("/rooms")
def rooms():
    found = find(request.query.get("building", "main"), request.query.get("prefix", ""))
    return {"rooms": [name for name, _ in found]}
