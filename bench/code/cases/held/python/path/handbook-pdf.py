import os

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.views.decorators.http import require_GET

DIRECTORY = "/srv/invoices"


@login_required
@require_GET
def handbook(request, number):
    path = os.path.join(DIRECTORY, "handbook-%d.pdf" % int(number))
    if not os.path.exists(path):
        raise Http404
    return FileResponse(open(path, "rb"), content_type="application/pdf")
