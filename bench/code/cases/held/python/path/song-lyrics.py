from flask import Flask, abort, jsonify

app = Flask(__name__)


def lines_of(path):
    with open(path, encoding='utf-8') as handle:  # weak: CWE-22|CWE-73
        for line in handle:
            yield line.rstrip('\n')


@app.route('/lyrics/<path:song>')
def lyrics(song):
    cleaned = song.replace('../', '')
    try:
        return jsonify(lines=list(lines_of('/srv/lyrics/' + cleaned)))
    except FileNotFoundError:
        abort(404)
