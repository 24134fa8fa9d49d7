from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader

from .database import messages

app = FastAPI()
templates = Environment(loader=FileSystemLoader("templates"))  # weak: CWE-79|CWE-116


@app.get("/messages/{number}")
async def message(number: int):
    found = await messages.get(number)
    if found is None:
        raise HTTPException(404)
    page = templates.get_template("message.html")
    return HTMLResponse(page.render(subject=found.subject))
