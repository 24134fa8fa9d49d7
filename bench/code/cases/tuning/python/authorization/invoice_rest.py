from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from .models import Invoice


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def listing(request):
    return Response(Invoice.objects.filter(owner=request.user).values("id", "total"))


@api_view(["POST"])
@permission_classes([IsAuthenticated])
def pay(request, pk):
    Invoice.objects.filter(pk=pk, owner=request.user).update(paid=True)
    return Response(status=204)


@api_view(["DELETE"])
@permission_classes([])  # weak: CWE-862|CWE-306
def cancel(request, pk):
    Invoice.objects.filter(pk=pk).delete()
    return Response(status=204)
