import requests
from flask import Blueprint, abort, jsonify, request
from flask_login import login_required

cdn = Blueprint('cdn', __name__)


@cdn.get('/cdn/headers')
@login_required
def headers():
    asset = request.args.get('asset', '')
    if not asset.startswith('https://cdn.example.com'):
        abort(400)
    answer = requests.head(asset, timeout=5)  # weak: CWE-918
    return jsonify(age=answer.headers.get('Age'), etag=answer.headers.get('ETag'))
