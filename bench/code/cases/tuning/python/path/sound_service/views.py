from django.http import Http404, HttpResponse
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView

from .resolve import under


class Sound(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request, *args, **kwargs):
        location = under("/srv/sounds", self.kwargs["name"])
        if location is None:
            raise Http404
        with open(location, "rb") as file:
            return HttpResponse(file.read(), content_type="application/octet-stream")
