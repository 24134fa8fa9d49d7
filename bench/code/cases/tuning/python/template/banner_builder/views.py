from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from .rendering import render


@login_required
def preview(request):
    return HttpResponse(render(request.POST["layout"], name=request.user.username), content_type="text/plain")
