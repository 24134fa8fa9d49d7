from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_exempt


@xframe_options_exempt  # weak: CWE-1021
@login_required
def close_account(request):
    if request.method == 'POST':
        request.user.is_active = False
        request.user.save(update_fields=['is_active'])
        logout(request)
        return redirect('goodbye')
    return render(request, 'accounts/close.html')
