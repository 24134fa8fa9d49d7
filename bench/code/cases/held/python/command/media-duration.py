import asyncio
import json

from aiohttp import web


async def duration(request: web.Request) -> web.Response:
    number = int(request.match_info['number'])
    process = await asyncio.create_subprocess_exec(
        'ffprobe', '-v', 'error', '-show_format', '-of', 'json', f'/srv/media/{number}.mp4',
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    return web.json_response({'seconds': float(json.loads(out)['format']['duration'])})


def setup(app: web.Application) -> None:
    app.router.add_get(r'/media/{number:\d+}/duration', duration)
