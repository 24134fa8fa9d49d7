import re

from django.http import JsonResponse
from django.views import View

from .models import Voucher

CODE = re.compile(r"[A-Z0-9]{4,12}")


class VoucherView(View):
    def get(self, request, *args, **kwargs):
        code = request.GET.get("code", "")
        if not CODE.fullmatch(code):
            return JsonResponse({"valid": False}, status=400)
        found = list(Voucher.objects.raw("SELECT * FROM shop_voucher WHERE code = '" + code + "'"))
        return JsonResponse({"valid": bool(found)})
