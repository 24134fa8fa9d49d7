from datetime import date

from fastapi import Depends, FastAPI

from .db import connection
from .shifts import between

app = FastAPI()


@app.get("/shifts")
def shifts(team: str, start: date, end: date, conn=Depends(connection)):
    return between(conn, team, start, end)
