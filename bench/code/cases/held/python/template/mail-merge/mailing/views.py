from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from .layouts import layout


@login_required
def preview(request):
    html = layout(request.GET.get('layout')).render(greeting=request.GET.get('greeting', 'Dear reader'))
    return HttpResponse(html)
