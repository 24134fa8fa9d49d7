"""Sends an invitation over the local relay."""
import smtplib

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/invitations")
def invite():
    form = request.form
    message = "From: club@example.org\r\nTo: {}\r\nSubject: {}\r\n\r\n{}".format(
        "members@example.org", form["subject"], form["text"]
    )
    with smtplib.SMTP("localhost") as relay:
        relay.sendmail("club@example.org", ["members@example.org"], message)  # weak: CWE-93|CWE-113
    return jsonify({"sent": True})
