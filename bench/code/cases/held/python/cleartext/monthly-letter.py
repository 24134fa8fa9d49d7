import os
import smtplib
import ssl
from email.message import EmailMessage


def deliver(recipient, text):
    message = EmailMessage()
    message["Subject"] = "Your month"
    message["From"] = "letters@example.org"
    message["To"] = recipient
    message.set_content(text)
    with smtplib.SMTP("mail.example.org", 587) as server:
        server.starttls(context=ssl.create_default_context())
        server.login("letters", os.environ["MAIL_PASSWORD"])
        server.send_message(message)
