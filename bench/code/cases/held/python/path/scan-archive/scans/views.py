from datetime import date

from rest_framework.permissions import IsAdminUser
from rest_framework.response import Response
from rest_framework.views import APIView

from .repository import move_to_archive


class ArchiveView(APIView):
    permission_classes = [IsAdminUser]

    def post(self, request):
        move_to_archive(request.data['scan'], date.today().year)
        return Response(status=204)
