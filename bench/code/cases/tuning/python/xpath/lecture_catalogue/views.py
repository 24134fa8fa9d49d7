from django.http import JsonResponse

from .catalogue import Catalogue

catalogue = Catalogue("/srv/courses/lectures.xml")


def lectures(request):
    return JsonResponse({"lectures": catalogue.by_week(request.GET.get("week", "1"))})
