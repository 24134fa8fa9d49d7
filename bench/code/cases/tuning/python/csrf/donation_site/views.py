from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .accounts import give


@login_required
@require_POST
def donate(request):
    give(request.user, Decimal(request.POST["amount"]))
    return redirect("donate")
