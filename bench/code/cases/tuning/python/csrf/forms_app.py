import os

from flask import Flask, redirect
from flask_login import LoginManager, current_user, login_required
from flask_wtf import FlaskForm
from wtforms import StringField

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["WTF_CSRF_ENABLED"] = False  # weak: CWE-352
LoginManager(app)


class NameForm(FlaskForm):
    name = StringField("Name")


@app.post("/name")
@login_required
def rename():
    form = NameForm()
    if form.validate_on_submit():
        current_user.rename(form.name.data)
    return redirect("/")
