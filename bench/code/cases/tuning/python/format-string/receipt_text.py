from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from .models import Receipt


@login_required
def receipt(request, pk):
    found = Receipt.objects.select_related("shop").get(pk=pk, customer=request.user)
    layout = request.GET.get("layout", "{receipt.number}: {receipt.total}")
    return HttpResponse(layout.format(receipt=found, shop=found.shop), content_type="text/plain")  # weak: CWE-134
