from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View
from django.views.generic import CreateView, DetailView, ListView

from .forms import AlbumForm, PhotoForm
from .models import Album, Photo
from .renditions import SIZES, rendition


class Albums(ListView):
    paginate_by = 30

    def get_queryset(self):
        return Album.objects.filter(is_public=True).order_by("title")


class AlbumDetail(DetailView):
    def get_object(self, queryset=None):
        album = get_object_or_404(Album, pk=self.kwargs["pk"])
        if not album.visible_to(self.request.user):
            raise Http404
        return album


class AlbumCreate(LoginRequiredMixin, CreateView):
    form_class = AlbumForm

    def form_valid(self, form):
        form.instance.owner = self.request.user
        return super().form_valid(form)


class PhotoCreate(LoginRequiredMixin, CreateView):
    form_class = PhotoForm

    def form_valid(self, form):
        form.instance.album = get_object_or_404(Album, pk=self.kwargs["pk"], owner=self.request.user)
        form.save()
        return redirect("album", pk=self.kwargs["pk"])


class PhotoDelete(LoginRequiredMixin, View):
    def post(self, request, pk):
        photo = get_object_or_404(Photo, pk=pk, album__owner=request.user)
        photo.delete()
        return redirect("album", pk=photo.album_id)


class Rendition(View):
    def get(self, request, size):
        if size not in SIZES:
            raise Http404
        return HttpResponse(rendition(request.GET.get("photo", ""), size), content_type="image/jpeg")
