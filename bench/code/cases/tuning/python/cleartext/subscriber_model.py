from django.contrib.auth.hashers import make_password
from django.db import models
from django.http import JsonResponse
from django.views.decorators.http import require_POST


class Subscriber(models.Model):
    email = models.EmailField(unique=True)
    password = models.CharField(max_length=100)


@require_POST
def register(request):
    hashed = make_password(request.POST["password"])
    subscriber = Subscriber.objects.create(email=request.POST["email"], password=hashed)
    return JsonResponse({"id": subscriber.pk})
