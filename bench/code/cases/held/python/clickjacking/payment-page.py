from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_deny, xframe_options_sameorigin


@login_required
@xframe_options_deny
def pay(request):
    return render(request, 'payments/pay.html')


@xframe_options_sameorigin
def receipt_frame(request):
    return render(request, 'payments/receipt.html')
