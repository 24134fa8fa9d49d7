from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from .forms import BadgeForm
from .models import Badge


@login_required
def edit(request):
    form = BadgeForm(request.POST or None, instance=request.user.badge)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("badge")
    return render(request, "badge/edit.html", {"form": form})


def show(request, pk):
    badge = get_object_or_404(Badge, pk=pk)
    return render(request, "badge/show.html", {"badge": badge.html})
