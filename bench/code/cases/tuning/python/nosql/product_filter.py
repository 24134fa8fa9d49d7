from fastapi import FastAPI, Request
from motor.motor_asyncio import AsyncIOMotorClient

app = FastAPI()
database = AsyncIOMotorClient("mongodb://db:27017").catalog


@app.get("/products")
async def products(request: Request):
    minimum = request.query_params.get("min", "0")
    cursor = database.products.find({"$where": f"this.price >= {minimum} && this.visible"}, {"_id": 0})  # weak: CWE-943|CWE-94
    return await cursor.to_list(length=100)
