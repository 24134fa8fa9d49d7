from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from .settings import ORIGINS

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True, allow_methods=["GET"])


@app.get("/departures")
def departures():
    return [{"line": 7, "at": "10:42"}]
