import os

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404


@login_required
def download(request):
    root = os.path.realpath(settings.EXPORT_ROOT)
    path = os.path.realpath(os.path.join(root, request.GET["name"]))
    if os.path.commonpath([root, path]) != root:
        raise Http404
    return FileResponse(open(path, "rb"))
