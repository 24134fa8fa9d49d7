"""Order search of the back office."""
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import JsonResponse


@login_required
def search_orders(request):
    customer = request.GET.get("customer", "")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, total, placed_at FROM shop_order WHERE customer_name = '{customer}'")  # weak: CWE-89
        rows = cursor.fetchall()
    return JsonResponse({"orders": [{"id": r[0], "total": str(r[1])} for r in rows]})
