from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse_lazy
from django.views.generic import DeleteView, DetailView

from .models import Letter


class OwnLetters(LoginRequiredMixin):
    def get_queryset(self):
        return Letter.objects.filter(author=self.request.user)


class LetterDetail(OwnLetters, DetailView):
    template_name = 'letters/detail.html'


class LetterDelete(OwnLetters, DeleteView):
    template_name = 'letters/confirm.html'
    success_url = reverse_lazy('letters')
