import smtplib
import ssl

from .config import Relay


def deliver(message, relay=Relay()):
    with smtplib.SMTP_SSL(relay.host, relay.port, context=ssl.create_default_context()) as connection:
        connection.login(relay.user, relay.password)
        connection.send_message(message)
