import asyncio
import json
import shlex

import aio_pika


async def waveform(job):
    number = int(job["id"])
    source = shlex.quote(f"/srv/audio/{number}.flac")
    process = await asyncio.create_subprocess_shell(f"audiowaveform -i {source} | gzip > /srv/waves/{number}.gz")
    await process.wait()


async def main():
    connection = await aio_pika.connect_robust("amqp://queue/")
    channel = await connection.channel()
    queue = await channel.declare_queue("waveform")
    async with queue.iterator() as messages:
        async for message in messages:
            async with message.process():
                await waveform(json.loads(message.body))


if __name__ == "__main__":
    asyncio.run(main())
