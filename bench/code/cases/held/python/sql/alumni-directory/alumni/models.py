from django.db import models


class Alumnus(models.Model):
    surname = models.CharField(max_length=80)
    given_name = models.CharField(max_length=80)
    graduated = models.PositiveSmallIntegerField()
