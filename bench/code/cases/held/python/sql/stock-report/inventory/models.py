from django.db import models


class Article(models.Model):
    sku = models.CharField(max_length=40, unique=True)
    warehouse = models.CharField(max_length=20)
    quantity = models.IntegerField(default=0)
