# One page for everything that is not there.
from flask import Flask, render_template_string, request
from markupsafe import escape

app = Flask(__name__)


@app.errorhandler(404)
def missing(_error):
    page = "<h1>Not found</h1><p>There is no page at %s</p>" % escape(request.args.get("path", request.path))
    return render_template_string(page), 404  # weak: CWE-1336|CWE-94
