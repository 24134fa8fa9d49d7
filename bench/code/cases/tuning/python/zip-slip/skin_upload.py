"""Unpacks uploaded skins."""
import os
import zipfile

from flask import Flask, jsonify, request

app = Flask(__name__)
SKINS = os.path.realpath("/srv/skins")


@app.post("/skins")
def upload():
    names = []
    with zipfile.ZipFile(request.files["skin"].stream) as archive:
        for entry in archive.infolist()[:500]:
            target = os.path.realpath(os.path.join(SKINS, entry.filename))
            if entry.is_dir() or entry.file_size > 1_000_000:
                continue
            if not target.startswith(SKINS + os.sep):
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as out:
                out.write(archive.read(entry))
            names.append(entry.filename)
    return jsonify(names)
