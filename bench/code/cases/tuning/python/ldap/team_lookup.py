import ldap
import ldap.filter
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse


@login_required
def teams(request):
    uid = request.GET.get("uid", "")
    filter_ = ldap.filter.filter_format("(&(objectClass=team)(memberUid=%s))", [uid])
    connection = ldap.initialize("ldaps://directory.internal")
    found = connection.search_s("ou=teams,dc=corp", ldap.SCOPE_SUBTREE, filter_, ["cn"])
    return JsonResponse({"teams": [dn for dn, _ in found]})
