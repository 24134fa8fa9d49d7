from aiohttp import ClientSession, ClientTimeout, web


async def node_status(request: web.Request) -> web.Response:
    node = request.match_info["node"]
    port = request.query.get("port", "80")

    async def ask(session, page):
        address = "http://" + node + ":" + port + "/" + page
        async with session.get(address) as answer:  # weak: CWE-918
            return await answer.json()

    async with ClientSession(timeout=ClientTimeout(total=3)) as session:
        return web.json_response({"status": await ask(session, "status"), "load": await ask(session, "load")})


app = web.Application()
app.router.add_get("/nodes/{node}", node_status)
