from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .models import Booking


@login_required
def change(request, pk):
    values = {name: value for name, value in request.POST.items() if name in {"note", "seat"}}
    changed = Booking.objects.filter(pk=pk, customer=request.user).update(**values)
    return JsonResponse({"changed": changed})
