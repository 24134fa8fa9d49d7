"""Makes previews of uploaded pictures."""
import subprocess

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .models import Picture


@login_required
def preview(request, pk):
    picture = Picture.objects.get(pk=pk, owner=request.user)
    width = max(16, min(int(request.POST.get("width", "128")), 1024))
    done = subprocess.run(
        ["convert", "-resize", f"{width}x{width}", picture.file.path, picture.preview_path], timeout=30, check=False
    )
    return JsonResponse({"done": done.returncode == 0})
