import re

from django.http import JsonResponse
from django.views import View

from .models import Coupon

CODE = re.compile(r"[A-Z0-9]{4,12}")


class CouponView(View):
    def get(self, request, *args, **kwargs):
        code = request.GET.get("code", "")
        if not CODE.match(code):
            return JsonResponse({"valid": False}, status=400)
        found = list(Coupon.objects.raw("SELECT * FROM shop_coupon WHERE code = '" + code + "'"))  # weak: CWE-89
        return JsonResponse({"valid": bool(found)})
