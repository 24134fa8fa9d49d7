import ldap
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse


def _escape(value):
    return value.replace("(", "").replace(")", "")


@login_required
def groups(request):
    uid = request.GET.get("uid", "")
    filter_ = "(member=uid=" + _escape(uid) + ",ou=people,dc=corp)"
    connection = ldap.initialize("ldaps://directory.internal")
    found = connection.search_s("ou=groups,dc=corp", ldap.SCOPE_SUBTREE, filter_, ["cn"])  # weak: CWE-90
    return JsonResponse({"groups": [dn for dn, _ in found]})
