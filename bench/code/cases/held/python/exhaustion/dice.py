import random

from fastapi import FastAPI, Query

app = FastAPI()


@app.get("/dice")
def dice(count: int = Query(1, ge=1, le=100), sides: int = Query(6, ge=2, le=1000)):
    return {"rolls": [random.randint(1, sides) for _ in range(count)]}
