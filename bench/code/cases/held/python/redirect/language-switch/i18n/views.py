from django.http import HttpResponseRedirect
from django.utils.translation import check_for_language

from .targets import target_of


def set_language(request):
    language = request.GET.get("language", "en")
    response = HttpResponseRedirect(target_of(request))  # weak: CWE-601
    if check_for_language(language):
        response.set_cookie("django_language", language, secure=True, httponly=True, samesite="Lax")
    return response
