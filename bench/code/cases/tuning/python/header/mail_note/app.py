import smtplib

from fastapi import FastAPI, Form
from pydantic import EmailStr

from .compose import compose

app = FastAPI()


@app.post("/contact")
def contact(email: EmailStr = Form(), text: str = Form()):
    with smtplib.SMTP("localhost", timeout=10) as relay:
        relay.send_message(compose("Contact form", email, text))
    return {"sent": True}
