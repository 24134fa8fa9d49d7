from django.contrib.admin.views.decorators import staff_member_required
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .unpacking import unpack


@staff_member_required
@require_POST
def import_lessons(request):
    unpack(request.FILES['lessons'])
    return redirect('lessons')
