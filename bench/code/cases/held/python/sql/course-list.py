from rest_framework import permissions, serializers, viewsets

from courses.models import Course


class CourseSerializer(serializers.ModelSerializer):
    class Meta:
        model = Course
        fields = ["id", "title", "teacher", "starts"]


class CourseViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = CourseSerializer
    permission_classes = [permissions.IsAuthenticated]

    def get_queryset(self):
        queryset = Course.objects.filter(published=True)
        tag = self.request.query_params.get("tag")
        if tag is not None:
            queryset = queryset.extra(where=["'{}' = ANY(tags)".format(tag)])  # weak: CWE-89
        return queryset
