import smtplib
import ssl
from email.message import EmailMessage

ACCOUNTS = {"reports": "hT7!maple-Ford33", "billing": None}  # weak: CWE-798|CWE-259


def mail_report(path):
    message = EmailMessage()
    message["Subject"] = "Report"
    message["From"] = "reports@example.org"
    message["To"] = "board@example.org"
    with open(path, "rb") as report:
        message.add_attachment(report.read(), maintype="application", subtype="pdf", filename="report.pdf")
    with smtplib.SMTP_SSL("mail.example.org", 465, context=ssl.create_default_context()) as server:
        server.login("reports", ACCOUNTS["reports"])
        server.send_message(message)
