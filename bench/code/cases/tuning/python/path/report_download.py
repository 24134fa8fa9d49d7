import os

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse


@login_required
def download(request):
    name = request.GET["name"]
    path = os.path.join(settings.REPORT_ROOT, name)
    return FileResponse(open(path, "rb"))  # weak: CWE-22|CWE-73
