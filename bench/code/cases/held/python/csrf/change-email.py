from django.contrib.auth.decorators import login_required
from django.core.validators import validate_email
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


@csrf_exempt  # weak: CWE-352
@login_required
@require_POST
def change_email(request):
    email = request.POST['email']
    validate_email(email)
    request.user.email = email
    request.user.save(update_fields=['email'])
    return redirect('profile')
