import subprocess

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse


@login_required
def find(request):
    arguments = ["find", "/srv/shared", "-maxdepth", "3"]
    arguments += request.GET.get("filter", "-name *").split()
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=20)  # weak: CWE-88
    return JsonResponse({"files": done.stdout.splitlines()})
