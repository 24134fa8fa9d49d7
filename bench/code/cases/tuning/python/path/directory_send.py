from flask import Flask, request, send_from_directory

app = Flask(__name__)


@app.get("/brochures")
def brochure():
    return send_from_directory("/srv/brochures", request.args["name"], mimetype="application/pdf")
