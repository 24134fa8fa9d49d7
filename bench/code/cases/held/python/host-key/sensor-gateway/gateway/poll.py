import asyncio

from .connection import connect


async def temperature(host):
    async with connect(host) as connection:
        result = await connection.run("cat /sys/class/thermal/thermal_zone0/temp", check=True)
    return int(result.stdout) / 1000


if __name__ == "__main__":
    print(asyncio.run(temperature("sensor1.internal")))
