from datetime import date

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from .database import Todo, current_user, session

app = FastAPI()


class TodoIn(BaseModel):
    title: str = Field(max_length=200)
    due: date | None = None


@app.get("/todos")
def todos(user: int = Depends(current_user), db: Session = Depends(session)):
    found = db.scalars(select(Todo).where(Todo.owner == user).order_by(Todo.due).limit(200))
    return [{"id": todo.id, "title": todo.title, "due": todo.due} for todo in found]


@app.post("/todos", status_code=201)
def add(todo: TodoIn, user: int = Depends(current_user), db: Session = Depends(session)):
    entry = Todo(owner=user, title=todo.title, due=todo.due)
    db.add(entry)
    db.commit()
    return {"id": entry.id}


@app.delete("/todos/{number}", status_code=204)
def remove(number: int, user: int = Depends(current_user), db: Session = Depends(session)):
    todo = db.get(Todo, number)
    if todo is None or todo.owner != user:
        raise HTTPException(404)
    db.delete(todo)
    db.commit()
