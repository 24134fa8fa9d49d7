import logging

from django.http import JsonResponse

from .models import Book

logger = logging.getLogger(__name__)


def search(request):
    term = request.GET.get("q", "")
    logger.info(f"search from {request.META['REMOTE_ADDR']}: {term}")  # weak: CWE-117
    return JsonResponse({"books": list(Book.objects.filter(title__icontains=term).values("id", "title")[:20])})
