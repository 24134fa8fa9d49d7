from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .accounts import move


@login_required
@require_POST
def transfer(request):
    move(request.user, request.POST["to"], Decimal(request.POST["amount"]))
    return redirect("transfer")
