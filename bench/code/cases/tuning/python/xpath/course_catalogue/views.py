from django.http import JsonResponse

from .catalogue import Catalogue

catalogue = Catalogue("/srv/courses/catalogue.xml")


def courses(request):
    return JsonResponse({"title": catalogue.title, "courses": catalogue.by_teacher(request.GET.get("teacher", ""))})
