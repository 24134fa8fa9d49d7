from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .parsing import parse_pipeline


class PipelineView(APIView):
    permission_classes = [IsAuthenticated]
    parser_classes = [MultiPartParser]

    def post(self, request):
        stages = parse_pipeline(request.data['definition'])
        return Response({'stages': len(stages)})
