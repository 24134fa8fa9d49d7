"""Serves the manuals of the machines in hall 2."""
import os

from flask import Flask, abort, request, send_file

app = Flask(__name__)
MANUALS = os.path.realpath('/srv/manuals')


@app.route('/manual')
def manual():
    wanted = os.path.realpath(os.path.join(MANUALS, request.args.get('page', 'index.html')))
    if not wanted.startswith(MANUALS + os.sep):
        abort(404)
    if not os.path.isfile(wanted):
        abort(404)
    return send_file(wanted)
