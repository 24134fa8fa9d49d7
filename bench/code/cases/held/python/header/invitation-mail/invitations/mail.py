import smtplib
import ssl

TEXT = "From: club@example.org\r\nTo: {to}\r\nSubject: {subject}\r\n\r\n{body}"


def send(to, subject, body):
    with smtplib.SMTP("mail.example.org", 587) as server:
        server.starttls(context=ssl.create_default_context())
        message = TEXT.format(to=to, subject=subject, body=body)
        server.sendmail("club@example.org", ["members@example.org"], message)  # weak: CWE-93|CWE-113
