"""Invoices by number."""
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import JsonResponse


@login_required
def invoice(request):
    number = request.GET.get("number", "")
    query = "SELECT id, amount FROM billing_invoice WHERE number = %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [number])
        row = cursor.fetchone()
    if row is None:
        return JsonResponse({"error": "not found"}, status=404)
    return JsonResponse({"id": row[0], "amount": str(row[1])})
