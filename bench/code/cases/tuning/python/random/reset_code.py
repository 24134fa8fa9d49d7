import random
import string

from django.core.mail import send_mail
from django.http import JsonResponse

from .models import ResetCode, User


def request_reset(request):
    user = User.objects.filter(email=request.POST["email"]).first()
    if user is not None:
        code = "".join(random.choice(string.ascii_letters + string.digits) for _ in range(24))  # weak: CWE-338|CWE-330
        ResetCode.objects.create(user=user, code=code)
        send_mail("Reset", f"Your code: {code}", "help@example.org", [user.email])
    return JsonResponse({"sent": True})
