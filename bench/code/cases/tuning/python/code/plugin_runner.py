import importlib

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse


@login_required
def run_report(request):
    module_name = request.GET["report"]
    module = importlib.import_module(module_name)  # weak: CWE-470|CWE-94|CWE-706
    report = module.Report(request.user)
    return JsonResponse(report.as_dict())
