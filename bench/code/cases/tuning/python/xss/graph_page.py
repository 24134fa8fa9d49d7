"""Embeds the caller's title in a heading."""
import html

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()
PAGE = """<!doctype html><h1>%s</h1><canvas id="c"></canvas>
<script>draw(document.getElementById("c"), {points: %s});</script>"""


@app.get("/graphs/{number}")
async def graph(number: int, title: str = ""):
    points = [number * step for step in range(10)]
    return HTMLResponse(PAGE % (html.escape(title), points))
