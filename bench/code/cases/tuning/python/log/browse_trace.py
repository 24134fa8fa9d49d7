import logging

from django.http import JsonResponse

from .models import Shelf

logger = logging.getLogger(__name__)


def one_line(text):
    return text.replace("\r", "\\r").replace("\n", "\\n")


def browse(request):
    term = request.GET.get("shelf", "")
    logger.info("browse: %s", one_line(term))
    return JsonResponse({"shelves": list(Shelf.objects.filter(name=term).values("id", "name")[:20])})
