from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt


@xframe_options_exempt  # weak: CWE-1021
@login_required
def confirm(request, order):
    return render(request, "payments/confirm.html", {"order": order})
