import yaml
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse


@login_required
def import_layout(request):
    layout = yaml.load(request.FILES["layout"], Loader=yaml.CSafeLoader)
    request.user.layout = {"columns": int(layout.get("columns", 2))}
    request.user.save(update_fields=["layout"])
    return JsonResponse({"ok": True})
