from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.views import View

from .storage import AvatarStore


class AvatarView(LoginRequiredMixin, View):
    store = AvatarStore()

    def post(self, request):
        name = request.POST["filename"]
        self.store.save(name, request.FILES["avatar"].chunks())
        return redirect("profile")
