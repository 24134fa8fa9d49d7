from flask import Flask, jsonify
from flask_login import current_user, login_required

from .responses import share

app = Flask(__name__)
app.after_request(share)


@app.get("/balance")
@login_required
def balance():
    return jsonify(balance=str(current_user.balance))
