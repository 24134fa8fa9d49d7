from django.contrib.auth.models import AbstractUser
from django.db import models


class Reader(AbstractUser):
    card = models.CharField(max_length=20)
    favourite_genre = models.CharField(max_length=40, blank=True)
