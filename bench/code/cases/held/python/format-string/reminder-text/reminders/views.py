from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .texts import reminder


@login_required
def preview(request):
    text = reminder(request.GET.get("wording"), "Kim", "Monday")
    return JsonResponse({"text": text})
