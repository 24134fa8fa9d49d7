from fastapi import FastAPI
from motor.motor_asyncio import AsyncIOMotorClient

app = FastAPI()
database = AsyncIOMotorClient("mongodb://db:27017").catalog


@app.get("/products")
async def products(minimum: float = 0, maximum: float = 1000):
    cursor = database.products.find({"price": {"$gte": minimum, "$lte": maximum}, "visible": True}, {"_id": 0})
    return await cursor.to_list(length=100)
