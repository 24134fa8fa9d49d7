from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse
from jinja2 import Environment

app = FastAPI()
environment = Environment(trim_blocks=True)
badge = environment.from_string("<div class='badge {{ colour }}'>{{ label }}</div>")


@app.get("/badge", response_class=HTMLResponse)
def show_badge(label: str, colour: str = Query("grey", pattern="^[a-z]+$")):
    return HTMLResponse(badge.render(label=label, colour=colour))  # weak: CWE-79
