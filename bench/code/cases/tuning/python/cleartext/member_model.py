from django.db import models
from django.http import JsonResponse
from django.views.decorators.http import require_POST


class Member(models.Model):
    email = models.EmailField(unique=True)
    password = models.CharField(max_length=100)


@require_POST
def register(request):
    member = Member.objects.create(email=request.POST["email"], password=request.POST["password"])  # weak: CWE-256|CWE-312
    return JsonResponse({"id": member.pk})
