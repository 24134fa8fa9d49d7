import logging
import os

from flask import Flask, jsonify

from quotes import random_quote

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.get('/quote')
def quote():
    try:
        return jsonify(quote=random_quote())
    except OSError:
        log.exception('no quote could be read')
        return jsonify(error='There is no quote today.'), 503


if __name__ == '__main__':
    app.run(host='127.0.0.1', port=int(os.environ.get('PORT', '5000')), debug=False)
