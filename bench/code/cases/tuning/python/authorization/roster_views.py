from django.contrib.auth.decorators import login_required, permission_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_POST

from .models import Shift


@require_GET
def health(request):
    return JsonResponse({"ok": True})


@login_required
@permission_required("roster.view_shift", raise_exception=True)
def shifts(request):
    return JsonResponse({"shifts": list(Shift.objects.values("person_id", "starts"))})


@login_required
@permission_required("roster.delete_shift", raise_exception=True)
@require_POST
def remove_shift(request, pk):
    Shift.objects.filter(pk=pk).delete()
    return JsonResponse({"ok": True})
