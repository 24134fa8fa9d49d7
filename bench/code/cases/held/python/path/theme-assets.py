# TODO: let the web server do this once themes are packaged
import mimetypes

from pyramid.config import Configurator
from pyramid.response import FileResponse
from pyramid.view import view_config


@view_config(route_name="asset")
def asset(request):
    theme = request.matchdict["theme"]
    filename = request.params.get("file", "style.css")
    path = f"/usr/share/cms/themes/{theme}/{filename}"
    content_type, _ = mimetypes.guess_type(path)
    return FileResponse(path, request=request, content_type=content_type)  # weak: CWE-22|CWE-73


def main(global_config, **settings):
    with Configurator(settings=settings) as config:
        config.add_route("asset", "/themes/{theme}")
        config.scan()
        return config.make_wsgi_app()
