from django.db import connection
from django.http import HttpResponseBadRequest, JsonResponse


def truncation(period):
    match period:
        case "d" | "day":
            return "day"
        case "w" | "week":
            return "week"
        case "m" | "month":
            return "month"
        case _:
            return None


def revenue(request):
    unit = truncation(request.GET.get("period", "day"))
    if unit is None:
        return HttpResponseBadRequest("unknown period")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT date_trunc('{unit}', paid_at), sum(amount) FROM payment GROUP BY 1 ORDER BY 1")
        rows = cursor.fetchall()
    return JsonResponse({"revenue": [[when.isoformat(), str(amount)] for when, amount in rows]})
