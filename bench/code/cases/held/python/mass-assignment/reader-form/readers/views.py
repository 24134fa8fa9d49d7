from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse_lazy
from django.views.generic import UpdateView

from .forms import ReaderForm


class EditReader(LoginRequiredMixin, UpdateView):
    form_class = ReaderForm
    template_name = 'readers/edit.html'
    success_url = reverse_lazy('readers:me')

    def get_object(self, queryset=None):
        return self.request.user
