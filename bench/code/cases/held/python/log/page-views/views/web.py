from django.http import JsonResponse

from .counting import count


def article(request, number):
    count(int(number), request.user)
    return JsonResponse({"number": int(number)})
