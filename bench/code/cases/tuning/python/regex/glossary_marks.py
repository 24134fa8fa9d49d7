import re

from django.http import JsonResponse

from .models import Term


def highlight(request):
    term = request.GET.get("term", "")
    found = []
    for entry in Term.objects.all():
        if re.search("(^|\\s)%s($|\\s)" % term, entry.text):  # weak: CWE-1333|CWE-400|CWE-730|CWE-625
            found.append(entry.pk)
    return JsonResponse({"found": found})
