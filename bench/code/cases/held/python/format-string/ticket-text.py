from flask import Flask, jsonify, request
from flask_login import current_user, login_required

app = Flask(__name__)


@app.post("/tickets/text")
@login_required
def ticket_text():
    layout = request.form.get("layout", "Hello {user.name}")
    return jsonify(text=layout.format(user=current_user))  # weak: CWE-134
