import importlib

from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse

REPORTS = {"sales": "reports.sales", "returns": "reports.returns"}


@login_required
def run_report(request):
    try:
        module = importlib.import_module(REPORTS[request.GET["report"]])
    except KeyError:
        raise Http404 from None
    return JsonResponse(module.Report(request.user).as_dict())
