def target_of(request):
    target = request.GET.get("back", "").strip()
    if not target:
        target = request.path
    return target
