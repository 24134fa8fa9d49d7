from django.shortcuts import render
from django.http import JsonResponse
import os


def legal(request, country):
    folder = os.path.join("/srv/legal", request.GET.get("version", "latest"))
    names = sorted(os.listdir(folder))  # weak: CWE-22|CWE-73
    if request.GET.get("format") == "json":
        return JsonResponse({"documents": names})
    return render(request, "legal/index.html", {"documents": names, "country": country})
