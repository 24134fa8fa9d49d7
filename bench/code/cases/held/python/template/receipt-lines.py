from django.http import HttpResponse
from django.template import engines

LINE = "<tr><td>{{ article }}</td><td>{{ price }}</td></tr>"
TABLE = "<table>" + LINE * 2 + "</table>"


def receipt(request):
    template = engines["django"].from_string(TABLE)
    context = {"article": request.GET.get("article", ""), "price": request.GET.get("price", "")}
    return HttpResponse(template.render(context, request))
