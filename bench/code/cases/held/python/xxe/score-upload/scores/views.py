from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .parsing import titles


@login_required
@require_POST
def upload(request):
    return JsonResponse({"titles": titles(request.FILES["score"])})
