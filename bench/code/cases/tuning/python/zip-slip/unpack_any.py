import os
import shutil
import tarfile
import tempfile

from aiohttp import web


async def import_site(request):
    reader = await request.multipart()
    part = await reader.next()
    with tempfile.NamedTemporaryFile(suffix=".tar") as upload:
        upload.write(await part.read())
        upload.flush()
        archive = tarfile.open(upload.name)
        for member in archive.getmembers():
            if os.path.isabs(member.name):
                raise web.HTTPBadRequest()
            archive.extract(member, "/srv/sites/new", filter="fully_trusted")  # weak: CWE-22|CWE-29|CWE-73
    shutil.chown("/srv/sites/new", "www-data")
    return web.Response(status=204)
