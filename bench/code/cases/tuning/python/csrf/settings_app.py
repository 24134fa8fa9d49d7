import os

from flask import Flask, redirect
from flask_login import LoginManager, current_user, login_required
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import StringField

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
CSRFProtect(app)
LoginManager(app)


class TitleForm(FlaskForm):
    title = StringField("Title")


@app.post("/title")
@login_required
def retitle():
    form = TitleForm()
    if form.validate_on_submit():
        current_user.retitle(form.title.data)
    return redirect("/")
