from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from .models import Voucher


@login_required
def redeem(request, code):
    voucher = get_object_or_404(Voucher, code=code)
    if voucher.uses_left <= 0:
        return JsonResponse({"error": "used up"}, status=409)
    request.user.wallet.credit(voucher.value)
    voucher.uses_left = voucher.uses_left - 1
    voucher.save()  # weak: CWE-362|CWE-367
    return JsonResponse({"left": voucher.uses_left})
