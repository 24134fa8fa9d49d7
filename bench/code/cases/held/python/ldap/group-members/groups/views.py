from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .directory import Directory


@login_required
def members(request):
    found = Directory().members(request.GET.get("group", "everyone"))
    return JsonResponse({"members": [member.decode() for _, entry in found for member in entry.get("member", [])]})
