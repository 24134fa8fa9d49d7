from django.http import HttpResponseRedirect
from django.utils.translation import activate


def switch(request, language):
    activate(language if language in ("de", "en") else "en")
    target = request.GET.get("next", "/")
    if not target.startswith("/"):
        target = "/"
    return HttpResponseRedirect(target)  # weak: CWE-601
