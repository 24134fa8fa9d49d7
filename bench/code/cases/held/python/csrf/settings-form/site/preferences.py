from flask import Blueprint, redirect, request, url_for
from flask_login import current_user, login_required

preferences = Blueprint('preferences', __name__)


@preferences.post('/preferences')
@login_required
def update():
    current_user.set_preference('digest', 'digest' in request.form)
    return redirect(url_for('site.home'))
