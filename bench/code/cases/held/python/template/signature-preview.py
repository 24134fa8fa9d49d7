from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.template import Context, Template


@login_required
def signature(request):
    source = request.POST.get("signature", "")
    template = Template("{% load i18n %}" + source)  # weak: CWE-1336|CWE-94
    return JsonResponse({"preview": template.render(Context({"user": request.user}))})
