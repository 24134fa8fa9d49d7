from django.db import models


class Measurement(models.Model):
    taken_at = models.DateTimeField()
    value = models.FloatField()
