from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from .engine import build

HEAD = "{{ owner }}'s report"


@login_required
def report(request):
    text = build(HEAD, request.POST["intro"], owner=request.user, settings=request.user.settings)
    return HttpResponse(text, content_type="text/plain")
