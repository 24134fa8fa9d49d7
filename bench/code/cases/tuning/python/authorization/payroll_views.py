from django.contrib.auth.decorators import login_required, permission_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .models import Salary


@login_required
@permission_required("payroll.view_salary", raise_exception=True)
def salaries(request):
    return JsonResponse({"salaries": list(Salary.objects.values("person_id", "amount"))})


@login_required
@permission_required("payroll.change_salary", raise_exception=True)
@require_POST
def raise_salary(request, pk):
    Salary.objects.filter(pk=pk).update(amount=int(request.POST["amount"]))
    return JsonResponse({"ok": True})


@require_POST
def remove_salary(request, pk):  # weak: CWE-862|CWE-306
    Salary.objects.filter(pk=pk).delete()
    return JsonResponse({"ok": True})
