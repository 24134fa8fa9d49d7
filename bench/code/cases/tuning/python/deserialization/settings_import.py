import yaml
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse


@login_required
def import_settings(request):
    settings = yaml.load(request.FILES["settings"], Loader=yaml.UnsafeLoader)  # weak: CWE-502
    request.user.preferences = {"theme": settings.get("theme")}
    request.user.save(update_fields=["preferences"])
    return JsonResponse({"ok": True})
