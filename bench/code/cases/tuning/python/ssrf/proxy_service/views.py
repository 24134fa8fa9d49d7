from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .client import Upstream


@login_required
def health(request):
    upstream = Upstream(request.GET["node"])
    response = upstream.get("/health", verbose="1")
    return JsonResponse({"status": response.status_code})
