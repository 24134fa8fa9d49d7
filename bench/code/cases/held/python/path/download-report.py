import os

from flask import Flask, request, send_file

app = Flask(__name__)
REPORTS = "/srv/reports"


@app.route("/reports/download")
def download():
    name = request.args.get("name", "latest.pdf")
    return send_file(os.path.join(REPORTS, name), as_attachment=True)  # weak: CWE-22|CWE-73
