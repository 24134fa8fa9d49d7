"""Tells whoever is on duty."""
import os
import smtplib
from email.message import EmailMessage


def send_alert(subject, text):
    message = EmailMessage()
    message['Subject'] = subject
    message['From'] = 'alerts@example.org'
    message['To'] = 'duty@example.org'
    message.set_content(text)
    server = smtplib.SMTP('mail.example.org', 25)
    server.login('alerts', os.environ['MAIL_PASSWORD'])  # weak: CWE-319|CWE-523
    server.send_message(message)
    server.quit()
