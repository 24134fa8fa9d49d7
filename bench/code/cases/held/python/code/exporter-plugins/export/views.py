from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from .loading import load_exporter
from .models import Measurement


@login_required
def export(request):
    exporter = load_exporter(request.GET.get("exporter", "export.formats.as_csv"))
    return HttpResponse(exporter(Measurement.objects.values("taken_at", "value")), content_type="text/plain")
