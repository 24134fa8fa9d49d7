"""Texts for certificates. Teachers may word them as they like."""
from string import Template

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post('/certificates/text')
def text():
    wording = Template(request.form.get('wording', '$name took part in $course'))
    return jsonify(text=wording.safe_substitute(name=request.form['name'], course=request.form['course']))
