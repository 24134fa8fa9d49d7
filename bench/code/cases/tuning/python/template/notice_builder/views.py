from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from .models import Notice
from .rendering import render


@login_required
def edit(request, pk):
    notice = get_object_or_404(Notice, pk=pk, owner=request.user)
    notice.layout = request.POST["layout"]
    notice.save(update_fields=["layout"])
    return HttpResponse(render(notice.layout, name=request.user.username), content_type="text/plain")
