# Noughts and crosses; every move starts from a fresh board.
import copy
import pickle

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
START = {"board": [[None] * 3 for _ in range(3)], "turn": "x"}


class Move(BaseModel):
    row: int
    column: int


@app.post("/move")
def move(body: Move):
    state = pickle.loads(pickle.dumps(START))
    state["board"][body.row % 3][body.column % 3] = state["turn"]
    return {"state": state, "start": copy.deepcopy(START)}
