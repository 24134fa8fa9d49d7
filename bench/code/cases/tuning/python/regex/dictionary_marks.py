import re

from django.http import JsonResponse

from .models import Entry

PATTERNS = {"verbs": r"\bto \w+\b", "years": r"\b(19|20)\d\d\b"}


def highlight(request):
    pattern = PATTERNS.get(request.GET.get("kind"), PATTERNS["years"])
    found = [entry.pk for entry in Entry.objects.all() if re.search(pattern, entry.text)]
    return JsonResponse({"found": found})
