import tarfile

from flask import Flask, redirect, request
from flask_login import login_required

app = Flask(__name__)


@app.post('/maps')
@login_required
def upload_maps():
    with tarfile.open(fileobj=request.files['maps'].stream, mode='r:gz') as archive:
        archive.extractall('/srv/site/maps', filter='data')
    return redirect('/maps')
