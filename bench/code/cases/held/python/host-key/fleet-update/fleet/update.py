import asyncio

from .connection import opened

HOSTS = ["node1.internal", "node2.internal"]


async def update(host):
    async with opened(host) as connection:
        result = await connection.run("sudo apt-get -y upgrade", check=True)
        return result.exit_status


async def main():
    print(await asyncio.gather(*map(update, HOSTS)))


if __name__ == "__main__":
    asyncio.run(main())
