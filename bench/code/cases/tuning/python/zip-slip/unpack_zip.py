import io
import zipfile

from aiohttp import web

LARGEST = 20_000_000


async def import_album(request):
    reader = await request.multipart()
    part = await reader.next()
    content = io.BytesIO(await part.read())
    with zipfile.ZipFile(content) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise web.HTTPRequestEntityTooLarge(LARGEST, len(content.getvalue()))
        archive.extractall("/srv/albums/new")
    return web.Response(status=204)
