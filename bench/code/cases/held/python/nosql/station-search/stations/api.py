from fastapi import FastAPI
from motor.motor_asyncio import AsyncIOMotorClient

from .schemas import StationQuery

app = FastAPI()
stations = AsyncIOMotorClient().transit.stations


@app.post("/stations/search")
async def search(query: StationQuery):
    condition = {"city": query.city, "kind": query.kind, "platforms": {"$gte": query.platforms}}
    return await stations.find(condition, {"_id": 0}).to_list(length=50)
