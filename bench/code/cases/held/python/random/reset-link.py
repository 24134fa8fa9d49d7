"""Mails a link with which a new password can be set."""
import random
import string

from django.core.mail import send_mail
from django.urls import reverse

ALPHABET = string.ascii_letters + string.digits


def send_reset_link(user, store):
	token = "".join(random.choice(ALPHABET) for _ in range(32))  # weak: CWE-338|CWE-330
	store.set(f"reset:{token}", user.pk, timeout=3600)
	link = "https://www.example.org" + reverse("reset", args=[token])
	send_mail("New password", link, "accounts@example.org", [user.email])
