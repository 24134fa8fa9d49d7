from flask import Flask, abort, request, send_from_directory

app = Flask(__name__)


@app.route("/brochures/<path:filename>")
def brochure(filename):
    return send_from_directory("/srv/brochures", filename, as_attachment="download" in request.args)
