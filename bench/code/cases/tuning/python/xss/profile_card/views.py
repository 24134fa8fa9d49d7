from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from .forms import ProfileForm
from .models import Profile


@login_required
def edit(request):
    form = ProfileForm(request.POST or None, instance=request.user.profile)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("profile")
    return render(request, "profile/edit.html", {"form": form})


def show(request, pk):
    profile = get_object_or_404(Profile, pk=pk)
    return render(request, "profile/show.html", {"card": profile.card})
