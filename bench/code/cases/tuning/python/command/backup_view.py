import os

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpResponse
from django.utils.html import escape


@staff_member_required
def backup(request):
    label = escape(request.GET.get("label", "manual"))
    with os.popen("pg_dump shop | gzip > /var/backups/shop-" + label + ".sql.gz; echo $?") as pipe:  # weak: CWE-78
        code = pipe.read().strip()
    return HttpResponse(code, content_type="text/plain")
