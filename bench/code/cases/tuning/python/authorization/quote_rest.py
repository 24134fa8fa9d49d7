from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from .models import Quote


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def listing(request):
    return Response(Quote.objects.filter(owner=request.user).values("id", "total"))


@api_view(["POST"])
@permission_classes([IsAuthenticated])
def accept(request, pk):
    Quote.objects.filter(pk=pk, owner=request.user).update(accepted=True)
    return Response(status=204)


@api_view(["DELETE"])
@permission_classes([IsAuthenticated])
def withdraw(request, pk):
    Quote.objects.filter(pk=pk, owner=request.user).delete()
    return Response(status=204)
