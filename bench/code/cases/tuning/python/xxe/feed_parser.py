"""SAX reader of partner feeds."""
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges

from django.http import JsonResponse
from rest_framework.views import APIView


class Titles(ContentHandler):
    def __init__(self):
        super().__init__()
        self.titles = []

    def startElement(self, name, attrs):
        if name == "entry":
            self.titles.append(attrs.get("title", ""))


class FeedView(APIView):
    def post(self, request):
        handler = Titles()
        parser = xml.sax.make_parser()
        parser.setContentHandler(handler)
        parser.setFeature(feature_external_ges, True)
        parser.parse(request.stream)  # weak: CWE-611
        return JsonResponse({"titles": handler.titles})
