import asyncio
import ssl

import websockets


async def listen(url, handle):
    context = ssl.create_default_context(cafile="/etc/ssl/news-ca.pem")
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_mode = ssl.CERT_REQUIRED
    async with websockets.connect(url, ssl=context) as socket:
        async for message in socket:
            handle(message)


if __name__ == "__main__":
    asyncio.run(listen("wss://news.example.org/stream", print))
