from aiohttp import ClientSession, ClientTimeout, web


async def node_status(request: web.Request) -> web.Response:
    node = request.match_info["node"]
    port = request.query.get("port", "80")
    address = "http://" + node + ":" + port + "/status"
    async with ClientSession(timeout=ClientTimeout(total=3)) as session:
        async with session.get(address) as answer:  # weak: CWE-918
            return web.json_response(await answer.json())


app = web.Application()
app.router.add_get("/nodes/{node}", node_status)
