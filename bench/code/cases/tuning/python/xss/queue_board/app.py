from bottle import Bottle, request

from .widgets import Gauge

app = Bottle()


@app.get("/board")
def board():
    return Gauge(request.query.title, request.query.value or 0).render()
