import time

from bottle import Bottle, request

app = Bottle()


@app.get("/poll")
def poll():
    seconds = min(max(float(request.query.wait or 1), 0.0), 10.0)
    time.sleep(seconds)
    return {"waited": True}
