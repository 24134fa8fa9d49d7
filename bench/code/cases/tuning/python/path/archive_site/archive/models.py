from django.conf import settings
from django.db import models


class Record(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    title = models.CharField(max_length=120)
    scan = models.FileField(upload_to="scans/%Y/%m")
    is_public = models.BooleanField(default=False)
