from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from .audit import Audit


@login_required
@require_POST
def report_problem(request):
    Audit(request.user.pk).note('reported', request.POST.get('remark', ''))
    return HttpResponse(status=204)
