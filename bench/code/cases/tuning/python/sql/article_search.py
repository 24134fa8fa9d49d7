from rest_framework import viewsets
from rest_framework.permissions import IsAuthenticated

from .models import Article
from .serializers import ArticleSerializer


class ArticleViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = ArticleSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        tag = self.request.query_params.get("tag")
        articles = Article.objects.filter(published=True)
        if tag:
            articles = articles.extra(where=["tags LIKE '%%" + tag + "%%'"])  # weak: CWE-89
        return articles.order_by("-published_at")
