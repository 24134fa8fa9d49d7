from django.db import connection
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from .ordering import order_clause


@require_GET
def calendar(request):
    venue = request.GET.get("venue", "")
    order = order_clause(request.GET.get("order"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, title, starts_at FROM events_event WHERE venue = %s ORDER BY " + order, [venue])
        rows = cursor.fetchall()
    return JsonResponse({"events": [{"id": r[0], "title": r[1], "at": r[2].isoformat()} for r in rows]})
