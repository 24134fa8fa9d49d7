from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .client import Upstream


@login_required
def health(request):
    upstream = Upstream(settings.STATUS_HOST)
    response = upstream.get("/health", node=request.GET["node"])
    return JsonResponse({"status": response.status_code})
