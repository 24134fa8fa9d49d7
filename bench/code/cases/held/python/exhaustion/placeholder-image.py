"""Grey pictures of any size, for drafts of pages."""
import io

from flask import Flask, request, send_file
from PIL import Image

app = Flask(__name__)


@app.route("/placeholder.png")
def placeholder():
    width = int(request.args.get("width", 100))
    height = int(request.args.get("height", 100))
    image = Image.new("RGB", (width, height), "grey")  # weak: CWE-400|CWE-770|CWE-789
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return send_file(out, mimetype="image/png")
