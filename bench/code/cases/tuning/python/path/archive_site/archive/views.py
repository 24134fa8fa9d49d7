from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views import View
from django.views.generic import CreateView, ListView

from .models import Record
from .pages import FORMATS, note_path, page_path


class Records(ListView):
    paginate_by = 30

    def get_queryset(self):
        records = Record.objects.filter(is_public=True)
        if term := self.request.GET.get("q"):
            records = records.filter(title__icontains=term)
        return records.order_by("title")


class RecordCreate(LoginRequiredMixin, CreateView):
    model = Record
    fields = ["title", "scan", "is_public"]

    def form_valid(self, form):
        form.instance.owner = self.request.user
        return super().form_valid(form)


class Page(View):
    def get(self, request, pk, number):
        record = get_object_or_404(Record, pk=pk, is_public=True)
        size = request.GET.get("size", "small")
        if size not in FORMATS:
            raise Http404
        path = page_path(record.pk, number, size)
        if not path.exists():
            raise Http404
        return FileResponse(path.open("rb"), content_type="image/png")


class Note(View):
    def get(self, request, pk):
        record = get_object_or_404(Record, pk=pk, is_public=True)
        path = note_path(record.pk, request.GET.get("language", "en"))
        if path is None:
            raise Http404
        return HttpResponse(path.read_text(encoding="utf-8"), content_type="text/plain; charset=utf-8")


class Scan(LoginRequiredMixin, View):
    def get(self, request, pk):
        record = get_object_or_404(Record, pk=pk, owner=request.user)
        return FileResponse(record.scan.open("rb"), as_attachment=True, filename=f"record-{record.pk}.pdf")
