"""Unpacks uploaded themes."""
import os
import zipfile

from flask import Flask, jsonify, request

app = Flask(__name__)
THEMES = "/srv/themes"


@app.post("/themes")
def upload():
    names = []
    with zipfile.ZipFile(request.files["theme"].stream) as archive:
        for entry in archive.infolist()[:500]:
            target = os.path.join(THEMES, entry.filename)
            if entry.is_dir() or entry.file_size > 1_000_000:
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as out:  # weak: CWE-22|CWE-29|CWE-73
                out.write(archive.read(entry))
            names.append(entry.filename)
    return jsonify(names)
