from django.http import HttpResponse
from django.utils.html import escape, format_html

from .models import Person


def search_summary(request):
    query = request.GET.get("q", "")
    count = Person.objects.filter(display_name__icontains=query).count()
    return HttpResponse(format_html("<p>{} people match <q>{}</q></p>", count, query))


def search_title(request):
    return HttpResponse("<title>" + escape(request.GET.get("q", "")) + "</title>")
