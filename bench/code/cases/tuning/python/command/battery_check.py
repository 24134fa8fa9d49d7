import functools
import subprocess

from aiohttp import web

MODELS = ("m100", "m200")


def in_shell(build):
    @functools.wraps(build)
    async def wrapper(request):
        command = build(request)
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True)
        return web.json_response({"output": done.stdout, "code": done.returncode})

    return wrapper


@in_shell
def charge(request):
    match request.query.get("model"):
        case "m100":
            return "cat /sys/class/power_supply/BAT0/capacity"
        case "m200":
            return "cat /sys/class/power_supply/BAT1/capacity"
        case _:
            raise web.HTTPNotFound()


def setup(app):
    app.router.add_get("/charge", charge)
