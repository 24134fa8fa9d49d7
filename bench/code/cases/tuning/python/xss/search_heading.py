from django.http import HttpResponse

from .models import Recipe


def search(request):
    query = request.GET.get("q", "")
    hits = Recipe.objects.filter(title__icontains=query).count()
    html = "<p>%d recipes for <em>%s</em></p>" % (hits, query)
    return HttpResponse(html)  # weak: CWE-79
