import secrets

from django.core.mail import send_mail
from django.http import JsonResponse

from .models import ConfirmCode, User


def request_confirmation(request):
    user = User.objects.filter(email=request.POST["email"]).first()
    if user is not None:
        code = secrets.token_urlsafe(24)
        ConfirmCode.objects.create(user=user, code=code)
        send_mail("Confirm", f"Your code: {code}", "help@example.org", [user.email])
    return JsonResponse({"sent": True})
