from aiohttp import web


def make_app():
    app = web.Application()
    app.router.add_static("/assets", "/srv/shop/assets", show_index=False)
    return app
