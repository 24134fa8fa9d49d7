from django.http import HttpResponse
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView

from .resolve import under


class Media(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request, *args, **kwargs):
        location = under("/srv/media", self.kwargs["name"])
        with open(location, "rb") as file:  # weak: CWE-22|CWE-73
            return HttpResponse(file.read(), content_type="application/octet-stream")
