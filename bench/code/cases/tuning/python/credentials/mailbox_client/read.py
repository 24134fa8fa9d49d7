import imaplib
import ssl

from .config import Mailbox


def unread(mailbox=None):
    mailbox = mailbox or Mailbox()
    connection = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=ssl.create_default_context())
    connection.login(mailbox.user, mailbox.password)
    connection.select("INBOX", readonly=True)
    return connection.search(None, "UNSEEN")[1]
