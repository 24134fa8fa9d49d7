from flask import Flask, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.get("/share")
def share():
    target = escape(request.args.get("target", "/"))
    return Markup("<a href='%s'>continue</a>") % Markup(target)  # weak: CWE-79
