from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from .database import memos

app = FastAPI()
templates = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())


@app.get("/memos/{number}")
async def memo(number: int):
    found = await memos.get(number)
    if found is None:
        raise HTTPException(404)
    page = templates.get_template("memo.html")
    return HTMLResponse(page.render(subject=found.subject, body=found.body))
