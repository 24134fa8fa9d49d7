from django.conf import settings
from django.db import models
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe


class Badge(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    caption = models.CharField(max_length=200)

    @property
    def html(self):
        return mark_safe('<div class="badge">' + conditional_escape(self.caption) + "</div>")
