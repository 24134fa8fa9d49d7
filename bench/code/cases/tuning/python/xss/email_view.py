from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader

from .database import messages

app = FastAPI()
loader = FileSystemLoader("templates")


@app.get("/messages/{number}")
async def message(number: int):
    found = await messages.get(number)
    if found is None:
        raise HTTPException(404)
    page = Environment(loader=loader).get_template("message.html")  # weak: CWE-79|CWE-116
    return HTMLResponse(page.render(subject=found.subject))
