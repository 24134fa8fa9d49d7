"""Called by the payment provider when a payment was settled."""
import hashlib
import hmac
import json

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments.tasks import settle


@csrf_exempt
@require_POST
def payment_hook(request):
    expected = hmac.new(settings.HOOK_KEY.encode(), request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), request.headers.get('X-Signature', '').encode()):
        return HttpResponseForbidden()
    settle.delay(json.loads(request.body)['payment'])
    return HttpResponse(status=204)
