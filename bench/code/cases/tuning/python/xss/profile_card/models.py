from django.conf import settings
from django.db import models
from django.utils.safestring import mark_safe


class Profile(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    motto = models.CharField(max_length=200)

    @property
    def card(self):
        return mark_safe('<div class="card">' + self.motto + "</div>")  # weak: CWE-79
