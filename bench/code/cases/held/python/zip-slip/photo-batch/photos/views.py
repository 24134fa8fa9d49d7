from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.views import View

from .unpacking import unpack


class BatchUpload(LoginRequiredMixin, View):
    def post(self, request):
        unpack(request.FILES["batch"], "/srv/photos/incoming")
        return redirect("photos")
