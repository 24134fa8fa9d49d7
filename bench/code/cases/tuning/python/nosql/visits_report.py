"""Report of visits; the grouping comes from the caller."""
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from pymongo import MongoClient

visits = MongoClient("mongodb://db:27017").shop.visits
GROUPS = {"day": "$day", "week": "$week"}


@login_required
def report(request):
    group = GROUPS.get(request.GET.get("by"), "$day")
    stages = [{"$match": {"shop": request.user.shop_id, "page": request.GET.get("page", "/")}}]
    stages.append({"$group": {"_id": group, "total": {"$sum": 1}}})
    return JsonResponse({"groups": list(visits.aggregate(stages))})
