from django.http import HttpResponse
from django.urls import path

PAGE = "<html><body><p>The address %s gets no more letters.</p></body></html>"


def unsubscribed(request):
    email = request.GET.get("email", "")
    return HttpResponse(PAGE % email)  # weak: CWE-79


urlpatterns = [path("unsubscribed/", unsubscribed)]
