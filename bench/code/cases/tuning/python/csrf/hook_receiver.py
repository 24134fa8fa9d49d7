import hashlib
import hmac
import json

from django.conf import settings
from django.http import HttpResponseForbidden, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from .models import Delivery


@csrf_exempt
def receive(request):
    expected = hmac.new(settings.HOOK_KEY, request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("X-Signature", "")):
        return HttpResponseForbidden()
    body = json.loads(request.body)
    Delivery.objects.filter(number=int(body["number"])).update(state="arrived")
    return JsonResponse({"ok": True})
