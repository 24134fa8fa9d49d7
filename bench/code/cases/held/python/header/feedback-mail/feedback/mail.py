import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP


def send(subject, body):
    message = EmailMessage(policy=SMTP)
    message["From"] = "feedback@example.org"
    message["To"] = "team@example.org"
    message["Subject"] = " ".join(subject.split())
    message.set_content(body)
    with smtplib.SMTP("mail.example.org", 587) as server:
        server.starttls(context=ssl.create_default_context())
        server.send_message(message)
