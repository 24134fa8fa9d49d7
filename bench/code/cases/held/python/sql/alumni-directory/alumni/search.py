from .models import Alumnus


def by_year(year):
    return Alumnus.objects.raw("SELECT * FROM alumni_alumnus WHERE graduated = %s ORDER BY surname", [year])


def by_name(name):
    return Alumnus.objects.extra(where=["lower(surname) LIKE lower(%s)"], params=[name + "%"])
