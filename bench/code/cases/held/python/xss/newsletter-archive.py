from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

environment = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape(["html"]))


async def archive(request):
    year = request.query_params.get("year", "2024")
    page = environment.get_template("archive.html").render(year=year)
    return HTMLResponse(page)


app = Starlette(routes=[Route("/archive", archive)])
