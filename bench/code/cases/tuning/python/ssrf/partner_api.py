import requests
from django.http import HttpResponseForbidden, JsonResponse


def partner_orders(request):
    url = request.GET.get("callback", "")
    if not url.startswith("https://partner.example.org"):
        return HttpResponseForbidden()
    return JsonResponse(requests.get(url, timeout=5).json())  # weak: CWE-918
