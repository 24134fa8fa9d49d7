from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from pathlib import Path

DROP = Path("/srv/drop")


@login_required
def receive(request):
    upload = request.FILES["file"]
    folder = request.POST.get("folder", "misc")
    target = DROP / folder / upload.name
    with target.open("wb") as out:  # weak: CWE-22|CWE-73
        for chunk in upload.chunks():
            out.write(chunk)
    return JsonResponse({"size": upload.size})
