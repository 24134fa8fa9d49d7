"""Shows a guide; the folder is listed and the name looked for in the list."""
import os

from flask import Flask, Response, abort, request

app = Flask(__name__)
FOLDER = "/srv/guides"


@app.get("/guides")
def guide():
    wanted = request.args["name"]
    for entry in os.listdir(FOLDER):
        if entry == wanted + ".txt":
            with open(os.path.join(FOLDER, entry), encoding="utf-8") as file:
                return Response(file.read(), mimetype="text/plain")
    abort(404)
