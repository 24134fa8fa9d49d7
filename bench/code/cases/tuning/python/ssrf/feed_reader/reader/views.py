from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_POST

from .feeds import entries
from .fetch import Fetcher, FetchError
from .models import Subscription

fetcher = Fetcher()


@login_required
@require_GET
def subscriptions(request):
    found = Subscription.objects.filter(user=request.user).values("id", "title", "url")
    return JsonResponse({"subscriptions": list(found)})


@login_required
@require_POST
def subscribe(request):
    url = request.POST["url"].strip()
    try:
        content = fetcher.fetch(url)
    except FetchError:
        return JsonResponse({"error": "this feed cannot be read"}, status=422)
    first = next(entries(content or b"<rss/>"), None)
    subscription = Subscription.objects.create(user=request.user, url=url, title=first.title if first else url)
    return JsonResponse({"id": subscription.pk}, status=201)


@login_required
@require_POST
def unsubscribe(request, pk):
    Subscription.objects.filter(pk=pk, user=request.user).delete()
    return JsonResponse({"ok": True})
