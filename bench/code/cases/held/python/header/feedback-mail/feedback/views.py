from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .mail import send


@login_required
@require_POST
def feedback(request):
    send(request.POST.get("subject", "Feedback"), request.POST["text"])
    return redirect("thanks")
