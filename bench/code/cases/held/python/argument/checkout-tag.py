import re
import subprocess

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_POST

TAG = re.compile(r'v\d{1,4}\.\d{1,4}\.\d{1,4}')


@staff_member_required
@require_POST
def release(request):
    tag = request.POST.get('tag', '')
    if TAG.fullmatch(tag) is None:
        return HttpResponseBadRequest('not a release')
    subprocess.run(['git', '-C', '/srv/site', 'checkout', tag], check=True)
    return JsonResponse({'release': tag})
