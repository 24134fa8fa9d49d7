import os

from flask import Blueprint, abort, current_app, request
from werkzeug.utils import secure_filename

photos = Blueprint('photos', __name__)
ALLOWED = {'.jpg', '.png'}


@photos.post('/photos')
def upload():
    photo = request.files['photo']
    name = secure_filename(photo.filename)
    if os.path.splitext(name)[1].lower() not in ALLOWED:
        abort(415)
    photo.save(os.path.join(current_app.config['PHOTO_FOLDER'], name))
    return {'name': name}, 201
