from django.contrib.admin.views.decorators import staff_member_required
from django.http import JsonResponse

from .unpack import unpack


@staff_member_required
def import_course(request, pk):
    unpack(request.FILES["course"], f"/srv/courses/{int(pk)}")
    return JsonResponse({"imported": pk})
