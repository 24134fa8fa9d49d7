# Files that customers send with a ticket; the name they had is kept in the database.
import uuid
from pathlib import Path

from aiohttp import web

STORE = Path("/var/lib/helpdesk/attachments")
LIMIT = 10 * 1024 * 1024


async def upload(request: web.Request) -> web.Response:
    reader = await request.multipart()
    part = await reader.next()
    identifier = uuid.uuid4()
    size = 0
    with open(STORE / f"{identifier}.bin", "wb") as out:
        while chunk := await part.read_chunk():
            size += len(chunk)
            if size > LIMIT:
                raise web.HTTPRequestEntityTooLarge(LIMIT, size)
            out.write(chunk)
    return web.json_response({"id": str(identifier), "name": part.filename, "size": size}, status=201)


async def download(request: web.Request) -> web.FileResponse:
    identifier = uuid.UUID(request.match_info["id"])
    return web.FileResponse(STORE / f"{identifier}.bin")
