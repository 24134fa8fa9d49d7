from django.http import HttpResponse
from django.utils.html import format_html

from .models import Recipe


def summary(request):
    query = request.GET.get("q", "")
    hits = Recipe.objects.filter(title__icontains=query).count()
    return HttpResponse(format_html("<p>{} recipes for <em>{}</em></p>", hits, query))
