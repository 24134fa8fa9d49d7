"""Report of sales; the grouping comes from the caller."""
import json

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from pymongo import MongoClient

sales = MongoClient("mongodb://db:27017").shop.sales


@login_required
def report(request):
    stages = [{"$match": {"shop": request.user.shop_id}}]
    stages.append({"$match": json.loads(request.GET.get("filter", "{}"))})
    stages.append({"$group": {"_id": "$day", "total": {"$sum": "$amount"}}})
    return JsonResponse({"days": list(sales.aggregate(stages))})  # weak: CWE-943
