"""Makes thumbnails of uploaded pictures."""
import os

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .models import Picture


@login_required
def thumbnail(request, pk):
    picture = Picture.objects.get(pk=pk, owner=request.user)
    size = request.POST.get("size", "128x128")
    status = os.system(f"convert -resize '{size}' {picture.file.path} {picture.thumbnail_path}")  # weak: CWE-78
    return JsonResponse({"done": status == 0})
