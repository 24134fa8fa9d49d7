from string import Template

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from .models import Voucher


@login_required
def voucher(request, pk):
    found = Voucher.objects.get(pk=pk, customer=request.user)
    layout = Template(request.GET.get("layout", "$number: $total"))
    text = layout.safe_substitute(number=found.number, total=found.total)
    return HttpResponse(text, content_type="text/plain")
