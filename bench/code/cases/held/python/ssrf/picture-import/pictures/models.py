from django.conf import settings
from django.db import models


class Picture(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    title = models.CharField(max_length=80)
    image = models.ImageField(upload_to="pictures/")
