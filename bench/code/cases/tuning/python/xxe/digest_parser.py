"""SAX reader of partner digests."""
from xml.sax.handler import ContentHandler

from defusedxml.sax import make_parser
from django.http import JsonResponse
from rest_framework.views import APIView


class Titles(ContentHandler):
    def __init__(self):
        super().__init__()
        self.titles = []

    def startElement(self, name, attrs):
        if name == "digest":
            self.titles.append(attrs.get("title", ""))


class DigestView(APIView):
    def post(self, request):
        handler = Titles()
        parser = make_parser()
        parser.setContentHandler(handler)
        parser.parse(request.stream)
        return JsonResponse({"titles": handler.titles})
