import functools
import subprocess

from aiohttp import web


def in_shell(build):
    @functools.wraps(build)
    async def wrapper(request):
        command = build(request)
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True)  # weak: CWE-78
        return web.json_response({"output": done.stdout, "code": done.returncode})

    return wrapper


@in_shell
def checksum(request):
    return "sha256sum /srv/firmware/" + request.query["image"]


@in_shell
def free_space(request):
    return "df -h /srv/firmware"


def setup(app):
    app.router.add_get("/checksum", checksum)
    app.router.add_get("/free", free_space)
