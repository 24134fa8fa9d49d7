from aiohttp import web


def make_app():
    app = web.Application()
    app.router.add_static("/files", "/srv/customers/files", show_index=True)  # weak: CWE-548|CWE-200
    return app
