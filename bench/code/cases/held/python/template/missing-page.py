from flask import Flask, render_template_string, request

app = Flask(__name__)

PAGE = """<!doctype html>
<h1>Not found</h1>
<p>There is no page at {{ path }}</p>
"""


@app.errorhandler(404)
def missing(_error):
    return render_template_string(PAGE, path=request.path), 404
