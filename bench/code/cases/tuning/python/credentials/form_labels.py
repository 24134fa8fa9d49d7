from flask import Flask, jsonify

app = Flask(__name__)

LABELS = {
    "password": "Your password",
    "password_hint": "At least twelve characters",
    "token": "Code from your device",
    "api_key": "",
}
PASSWORD_HEADER = "X-Password-Strength"
SECRET_NAME = "projects/shop/secrets/db-password"


@app.get("/labels")
def labels():
    return jsonify(LABELS)
