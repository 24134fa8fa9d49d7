# The rota, for people who work here.
from django.http import HttpResponseForbidden, JsonResponse
from jose import JWTError, jwt

from staff.rota import rota_for


def rota(request):
    token = request.COOKIES.get('staff_token', '')
    try:
        claims = jwt.get_unverified_claims(token)  # weak: CWE-347|CWE-345
    except JWTError:
        return HttpResponseForbidden()
    if claims.get('role') != 'staff':
        return HttpResponseForbidden()
    return JsonResponse({'rota': rota_for(claims['sub'])})
