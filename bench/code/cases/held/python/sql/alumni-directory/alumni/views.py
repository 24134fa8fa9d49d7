from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from .search import by_year, by_name


@login_required
def directory(request):
    year = request.GET.get("year")
    name = request.GET.get("name", "")
    people = by_year(year) if year else by_name(name)
    return render(request, "alumni/directory.html", {"people": people, "name": name})
