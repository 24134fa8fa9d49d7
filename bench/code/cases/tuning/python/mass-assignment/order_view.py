from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .models import Order


@login_required
def change(request, pk):
    changed = Order.objects.filter(pk=pk, customer=request.user).update(**request.POST.dict())  # weak: CWE-915
    return JsonResponse({"changed": changed})
