from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_POST

from .fetch import Fetcher, FetchError
from .models import Watch

fetcher = Fetcher()


@login_required
@require_GET
def watches(request):
    return JsonResponse({"watches": list(Watch.objects.filter(user=request.user).values("id", "base", "symbol"))})


@login_required
@require_GET
def latest(request):
    symbols = Watch.objects.filter(user=request.user).values_list("symbol", flat=True)
    try:
        rates = fetcher.latest(request.GET.get("base", "EUR"), symbols)
    except FetchError:
        return JsonResponse({"error": "no rates at the moment"}, status=503)
    return JsonResponse({"rates": rates})


@login_required
@require_POST
def watch(request):
    entry = Watch.objects.create(user=request.user, base=request.POST["base"], symbol=request.POST["symbol"])
    return JsonResponse({"id": entry.pk}, status=201)
