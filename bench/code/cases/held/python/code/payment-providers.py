import importlib

from django.http import Http404, JsonResponse

PROVIDERS = {"card": "payments.card", "invoice": "payments.invoice", "voucher": "payments.voucher"}


def provider_options(request, provider):
    if provider not in PROVIDERS:
        raise Http404
    module = importlib.import_module(PROVIDERS[provider])
    return JsonResponse({"options": module.options()})
