from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import connection
from django.http import JsonResponse
from django.views.generic import FormView


class OccupancyForm(forms.Form):
    floor = forms.IntegerField(min_value=-2, max_value=40)
    wing = forms.ChoiceField(choices=[("n", "North"), ("s", "South")])


class Occupancy(LoginRequiredMixin, FormView):
    form_class = OccupancyForm

    def form_valid(self, form):
        data = form.cleaned_data
        query = "SELECT room, seats FROM rooms WHERE floor = %(floor)d AND wing = '%(wing)s'" % data
        with connection.cursor() as cursor:
            cursor.execute(query)
            return JsonResponse({"rooms": [row[0] for row in cursor.fetchall()]})
