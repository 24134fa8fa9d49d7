from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import UpdateView

User = get_user_model()


class ContactForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "email"]


class ContactUpdate(LoginRequiredMixin, UpdateView):
    form_class = ContactForm
    template_name = "members/contact.html"

    def get_object(self, queryset=None):
        return self.request.user
