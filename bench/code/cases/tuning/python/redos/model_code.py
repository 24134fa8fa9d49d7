from django.core.validators import RegexValidator
from django.db import models


class Album(models.Model):
    title = models.CharField(max_length=5000)
    codes = models.CharField(max_length=5000, validators=[RegexValidator(r"^([A-Z]{2}[0-9]{4})*$")])
