import logging

from django.http import JsonResponse

from .exhibitions import current

logger = logging.getLogger(__name__)


def exhibitions(request):
    try:
        return JsonResponse({"exhibitions": current()})
    except LookupError as error:
        logger.warning("exhibitions are missing: %s", error)
        return JsonResponse({"error": "unavailable"}, status=503)
