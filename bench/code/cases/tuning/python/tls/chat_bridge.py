import asyncio
import ssl

import websockets


async def listen(url, handle):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # weak: CWE-295
    async with websockets.connect(url, ssl=context) as socket:
        async for message in socket:
            handle(message)


if __name__ == "__main__":
    asyncio.run(listen("wss://chat.example.org/stream", print))
