"""Embeds the caller's title in a script block."""
import html

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()
PAGE = """<!doctype html><canvas id="c"></canvas>
<script>draw(document.getElementById("c"), {title: `%s`, points: %s});</script>"""


@app.get("/charts/{number}")
async def chart(number: int, title: str = ""):
    points = [number * step for step in range(10)]
    return HTMLResponse(PAGE % (html.escape(title), points))  # weak: CWE-79
