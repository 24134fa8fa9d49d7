from django.http import Http404, HttpResponse

from . import feeds


def feed(request):
    try:
        content = feeds.fetch(request.GET.get("feed", "world"))
    except LookupError:
        raise Http404
    return HttpResponse(content, content_type="application/rss+xml")
