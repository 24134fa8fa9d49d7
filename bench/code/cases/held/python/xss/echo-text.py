from aiohttp import web


async def echo(request: web.Request) -> web.Response:
    message = request.query.get('message', '')
    return web.Response(text='You said: ' + message, content_type='text/plain')


async def echo_json(request: web.Request) -> web.Response:
    return web.json_response({'message': request.query.get('message', '')})


app = web.Application()
app.add_routes([web.get('/echo', echo), web.get('/echo.json', echo_json)])
