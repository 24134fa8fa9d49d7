from django.conf import settings
from django.db import models


class Album(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="albums")
    title = models.CharField(max_length=120)
    is_public = models.BooleanField(default=False)

    def visible_to(self, user):
        return self.is_public or self.owner_id == user.pk


class Photo(models.Model):
    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(upload_to="photos/%Y/%m")
    caption = models.CharField(max_length=300, blank=True)
