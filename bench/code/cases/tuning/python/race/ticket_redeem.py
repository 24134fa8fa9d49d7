from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from .models import Ticket


@login_required
@transaction.atomic
def redeem(request, code):
    ticket = get_object_or_404(Ticket.objects.select_for_update(), code=code)
    if ticket.uses_left <= 0:
        return JsonResponse({"error": "used up"}, status=409)
    request.user.wallet.credit(ticket.value)
    ticket.uses_left = ticket.uses_left - 1
    ticket.save()
    return JsonResponse({"left": ticket.uses_left})
