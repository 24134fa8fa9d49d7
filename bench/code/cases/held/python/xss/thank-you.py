from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)


@app.route("/thanks")
def thanks():
    name = escape(request.args.get("name", "friend"))
    return f"<h1>Thank you, {name}!</h1>"
