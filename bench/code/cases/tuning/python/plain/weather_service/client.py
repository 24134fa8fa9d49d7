import os

import httpx


class Weather:
    base = "https://weather.example.org/v1"

    def __init__(self):
        self._http = httpx.AsyncClient(
            base_url=self.base, headers={"X-Api-Key": os.environ["WEATHER_KEY"]}, timeout=5, follow_redirects=False
        )

    async def at(self, latitude: float, longitude: float) -> dict:
        response = await self._http.get("/current", params={"lat": latitude, "lon": longitude})
        response.raise_for_status()
        return response.json()
