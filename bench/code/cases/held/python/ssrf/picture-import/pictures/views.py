from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.files import File
from django.urls import reverse_lazy
from django.views.generic import FormView

from .fetching import fetch_picture
from .forms import ImportForm
from .models import Picture


class ImportView(LoginRequiredMixin, FormView):
    form_class = ImportForm
    template_name = "pictures/import.html"
    success_url = reverse_lazy("pictures")

    def form_valid(self, form):
        data = fetch_picture(form.cleaned_data["address"])
        picture = Picture(owner=self.request.user, title=form.cleaned_data["title"])
        picture.image.save("imported.png", File(data))
        return super().form_valid(form)
