from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    nickname = models.CharField(max_length=40, blank=True)
    credit = models.DecimalField(max_digits=8, decimal_places=2, default=0)
