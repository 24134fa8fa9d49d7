import mysql.connector
from django.http import JsonResponse

CONNECTION = {"host": "db", "database": "clinic", "option_files": "/etc/clinic/my.cnf"}


def nurses(request):
    field = request.GET.get("by", "name")
    requested = field
    field = "station" if requested == "station" else "name"
    connection = mysql.connector.connect(**CONNECTION)
    cursor = connection.cursor(dictionary=True)
    cursor.execute("SELECT id, name FROM nurses ORDER BY `%s`" % field)
    return JsonResponse({"by": requested, "nurses": cursor.fetchall()})
