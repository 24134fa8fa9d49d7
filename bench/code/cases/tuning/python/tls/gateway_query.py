import aiohttp


class Gateway:
    def __init__(self, base):
        self.base = base

    async def state(self, number):
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{self.base}/devices/{number}", allow_redirects=False) as response:
                return await response.json()


async def main():
    return await Gateway("https://gateway.example.org").state(1)
