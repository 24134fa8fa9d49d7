from flask import Flask, redirect, render_template
from flask_login import login_required
from flask_wtf import FlaskForm
from wtforms import RadioField

from .config import Config
from .votes import record

app = Flask(__name__)
app.config.from_object(Config)


class VoteForm(FlaskForm):
    choice = RadioField(choices=['yes', 'no'])


@app.route('/vote', methods=['GET', 'POST'])
@login_required
def vote():
    form = VoteForm()
    if form.validate_on_submit():
        record(form.choice.data)
        return redirect('/thanks')
    return render_template('vote.html', form=form)
