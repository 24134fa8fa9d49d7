# Summary for the monitor in the corridor.
import urllib.request

from pyramid.view import view_config

CHECKS = ("http://127.0.0.1:8001/health", "http://127.0.0.1:8002/health")


def probe(address):
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


@view_config(route_name="health", renderer="json")
def health(request):
    address = request.params.get("check")
    results = {}
    for index, address in enumerate(CHECKS):
        results[str(index)] = probe(address)
    return {"checks": results}
