from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .tasks import make_thumbnail


@login_required
@require_POST
def resize(request):
    size = request.POST['size']
    make_thumbnail.delay('/srv/gallery/originals/cover.jpg', size)
    return JsonResponse({'queued': True}, status=202)
