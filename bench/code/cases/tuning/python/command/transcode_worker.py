import asyncio
import json

import aio_pika


async def transcode(job):
    target = f"/srv/media/{int(job['id'])}.mp4"
    process = await asyncio.create_subprocess_shell(f"ffmpeg -i {job['source']} -y {target}")  # weak: CWE-78
    await process.wait()
    return target


async def main():
    connection = await aio_pika.connect_robust("amqp://queue/")
    channel = await connection.channel()
    queue = await channel.declare_queue("transcode")
    async with queue.iterator() as messages:
        async for message in messages:
            async with message.process():
                await transcode(json.loads(message.body))


if __name__ == "__main__":
    asyncio.run(main())
