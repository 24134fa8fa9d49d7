from django.db import models


class Person(models.Model):
    display_name = models.CharField(max_length=120)
