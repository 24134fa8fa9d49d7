import re

from django.http import JsonResponse

POSTCODE = re.compile(r'[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}')


def check(request):
    postcode = request.GET.get('postcode', '').upper()
    return JsonResponse({'valid': POSTCODE.fullmatch(postcode) is not None})
