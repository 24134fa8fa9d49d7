from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from .engine import build

HEAD = "{{ owner }}'s label"
BODY = "{{ intro }}"


@login_required
def label(request):
    text = build(HEAD, BODY, owner=request.user.username, intro=request.POST["intro"])
    return HttpResponse(text, content_type="text/plain")
