import smtplib

from fastapi import FastAPI, Form

from .compose import compose

app = FastAPI()


@app.post("/contact")
def contact(email: str = Form(), text: str = Form()):
    message = compose("Contact form", email, text)
    with smtplib.SMTP("localhost", timeout=10) as relay:
        relay.sendmail("alerts@example.org", ["office@example.org"], message.encode())  # weak: CWE-93|CWE-113
    return {"sent": True}
