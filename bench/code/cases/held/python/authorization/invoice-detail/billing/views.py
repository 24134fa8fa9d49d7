from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render

from .models import Invoice


@login_required
def invoice_list(request):
    return render(request, "billing/list.html", {"invoices": request.user.invoices.all()})


@login_required
def invoice_detail(request, pk):
    invoice = get_object_or_404(Invoice, pk=pk)  # weak: CWE-639|CWE-863
    return render(request, "billing/detail.html", {"invoice": invoice})
