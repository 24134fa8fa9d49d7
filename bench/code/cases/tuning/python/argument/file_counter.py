import subprocess

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest, JsonResponse

KINDS = {"pdf": "*.pdf", "sheet": "*.xlsx", "text": "*.txt"}


@login_required
def count(request):
    pattern = KINDS.get(request.GET.get("kind", "pdf"))
    if pattern is None:
        return HttpResponseBadRequest("unknown kind")
    done = subprocess.run(["find", "/srv/shared", "-name", pattern], capture_output=True, text=True, timeout=20)
    return JsonResponse({"count": len(done.stdout.splitlines())})
