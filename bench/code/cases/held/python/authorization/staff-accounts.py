from django.contrib.auth import get_user_model
from rest_framework import permissions, serializers, viewsets

User = get_user_model()


class StaffSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "username", "email", "is_active"]


class StaffViewSet(viewsets.ModelViewSet):
    queryset = User.objects.filter(is_staff=True)
    serializer_class = StaffSerializer
    permission_classes = [permissions.AllowAny]  # weak: CWE-862|CWE-306


class OwnAccountViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = StaffSerializer
    permission_classes = [permissions.IsAuthenticated]

    def get_queryset(self):
        return User.objects.filter(pk=self.request.user.pk)
