from bottle import Bottle, request

from .widgets import Counter

app = Bottle()


@app.get("/board")
def board():
    return Counter(request.query.title, request.query.value or 0).render()  # weak: CWE-79
