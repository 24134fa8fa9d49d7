import imaplib
import os
import ssl


def unseen():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    with imaplib.IMAP4_SSL("imap.example.org", ssl_context=context) as mailbox:
        mailbox.login("helpdesk", os.environ["IMAP_PASSWORD"])
        mailbox.select("INBOX", readonly=True)
        _, data = mailbox.search(None, "UNSEEN")
        return data[0].split()
