from django.db.models import Q
from rest_framework import viewsets
from rest_framework.permissions import IsAuthenticated

from .models import Post
from .serializers import PostSerializer


class PostViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = PostSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        term = self.request.query_params.get("q", "")
        posts = Post.objects.filter(Q(title__icontains=term) | Q(body__icontains=term))
        author = self.request.query_params.get("author")
        if author:
            posts = posts.extra(where=["lower(author_name) = %s"], params=[author.lower()])
        return posts.order_by("-published_at")
