from email.headerregistry import Address
from email.message import EmailMessage


def compose(subject, reply_to, text):
    message = EmailMessage()
    message["From"] = Address("Notes", "notes", "example.org")
    message["To"] = Address("Office", "office", "example.org")
    message["Subject"] = subject
    message["Reply-To"] = Address(addr_spec=reply_to)
    message.set_content(text)
    return message
