import requests
from django.http import HttpResponseForbidden, JsonResponse


def vendor_orders(request):
    url = request.GET.get("callback", "")
    if not url.startswith("https://vendor.example.org/orders/"):
        return HttpResponseForbidden()
    return JsonResponse(requests.get(url, timeout=5, allow_redirects=False).json())
