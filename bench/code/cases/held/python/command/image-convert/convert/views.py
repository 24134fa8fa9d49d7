from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponseBadRequest

from .formats import extension_for
from .runner import convert


@login_required
def download(request):
    extension = extension_for(request.GET.get('format', ''))
    if extension is None:
        return HttpResponseBadRequest()
    return FileResponse(open(convert(extension), 'rb'))
