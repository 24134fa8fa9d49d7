import contextlib

import asyncssh


@contextlib.asynccontextmanager
async def opened(host):
    options = {"username": "fleet", "client_keys": ["/etc/fleet/id_ed25519"]}
    async with asyncssh.connect(host, known_hosts=None, **options) as connection:  # weak: CWE-322|CWE-295
        yield connection
