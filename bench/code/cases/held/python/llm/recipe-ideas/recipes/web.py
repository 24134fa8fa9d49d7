from flask import Flask, render_template, request

from .model import ideas

app = Flask(__name__)


@app.post("/ideas")
def show():
    return render_template("ideas.html", names=ideas(request.form.getlist("ingredient")))
