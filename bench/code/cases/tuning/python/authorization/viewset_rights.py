from rest_framework import mixins, viewsets
from rest_framework.permissions import AllowAny, IsAdminUser

from .models import Refund, Return
from .serializers import RefundSerializer, ReturnSerializer


class ReturnViewSet(viewsets.ModelViewSet):
    queryset = Return.objects.all()
    serializer_class = ReturnSerializer
    permission_classes = [IsAdminUser]


class RefundViewSet(mixins.CreateModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet):
    queryset = Refund.objects.all()
    serializer_class = RefundSerializer
    permission_classes = [AllowAny]  # weak: CWE-862|CWE-306
