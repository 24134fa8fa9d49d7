import mysql.connector
from django.http import JsonResponse

CONNECTION = {"host": "db", "database": "clinic", "option_files": "/etc/clinic/my.cnf"}


def doctors(request):
    field = "name"
    if request.GET.get("by"):
        field = request.GET["by"]
    connection = mysql.connector.connect(**CONNECTION)
    cursor = connection.cursor(dictionary=True)
    cursor.execute("SELECT id, name FROM doctors ORDER BY `%s`" % field)  # weak: CWE-89
    return JsonResponse({"doctors": cursor.fetchall()})
