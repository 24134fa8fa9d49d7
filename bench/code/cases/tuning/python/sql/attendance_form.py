from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import connection
from django.http import JsonResponse
from django.views.generic import FormView


class AttendanceForm(forms.Form):
    course = forms.IntegerField()
    room = forms.CharField(max_length=80)


class Attendance(LoginRequiredMixin, FormView):
    form_class = AttendanceForm

    def form_valid(self, form):
        data = form.cleaned_data
        query = "SELECT student_id FROM attendance WHERE course_id = %(course)d AND room = '%(room)s'" % data
        with connection.cursor() as cursor:
            cursor.execute(query)  # weak: CWE-89
            return JsonResponse({"students": [row[0] for row in cursor.fetchall()]})
