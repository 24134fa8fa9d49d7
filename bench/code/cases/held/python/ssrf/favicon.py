from urllib.parse import urlsplit

import requests
from flask import Flask, Response, abort, request

app = Flask(__name__)
HOSTS = frozenset({'www.example.org', 'blog.example.org'})


@app.route('/favicon')
def favicon():
    parts = urlsplit(request.args.get('site', ''))
    if parts.scheme != 'https' or parts.netloc not in HOSTS:
        abort(400)
    answer = requests.get(f'https://{parts.netloc}/favicon.ico', timeout=5, allow_redirects=False)
    return Response(answer.content, mimetype='image/x-icon')
