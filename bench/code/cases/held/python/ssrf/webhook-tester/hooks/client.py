import httpx


class HookClient:
    def __init__(self, timeout: float = 5.0):
        self._client = httpx.AsyncClient(timeout=timeout)

    async def deliver(self, target: str, event: dict) -> int:
        response = await self._client.post(target, json=event)  # weak: CWE-918
        return response.status_code

    async def aclose(self):
        await self._client.aclose()
