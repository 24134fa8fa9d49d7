"""Sends a reminder over the local relay."""
import smtplib
from email.message import EmailMessage

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/reminders")
def remind():
    message = EmailMessage()
    message["From"] = "club@example.org"
    message["To"] = "members@example.org"
    message["Subject"] = request.form["subject"]
    message.set_content(request.form["text"])
    with smtplib.SMTP("localhost") as relay:
        relay.send_message(message)
    return jsonify({"sent": True})
