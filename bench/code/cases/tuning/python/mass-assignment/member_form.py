from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import UpdateView

User = get_user_model()


class MemberForm(forms.ModelForm):
    class Meta:
        model = User
        fields = "__all__"  # weak: CWE-915


class MemberUpdate(LoginRequiredMixin, UpdateView):
    form_class = MemberForm
    template_name = "members/edit.html"

    def get_object(self, queryset=None):
        return self.request.user
