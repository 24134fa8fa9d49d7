import markdown
import nh3
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from .models import Page


@login_required
def save(request, slug):
    Page.objects.update_or_create(slug=slug, defaults={"source": request.POST["source"]})
    return HttpResponse(status=204)


def show(request, slug):
    page = get_object_or_404(Page, slug=slug)
    body = nh3.clean(markdown.markdown(page.source, extensions=["tables"]))
    return HttpResponse("<main>" + body + "</main>")
