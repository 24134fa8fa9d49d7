from django.contrib.admin.views.decorators import staff_member_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .parsing import questions


@staff_member_required
@require_POST
def upload(request):
    return JsonResponse({"questions": len(questions(request.FILES["definition"]))})
