import time

from bottle import Bottle, request

app = Bottle()


@app.get("/poll")
def poll():
    seconds = float(request.query.wait or 1)
    time.sleep(seconds)  # weak: CWE-400|CWE-770|CWE-834
    return {"waited": True}
