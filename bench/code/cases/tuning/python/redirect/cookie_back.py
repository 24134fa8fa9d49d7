from flask import Flask, redirect, request, url_for

app = Flask(__name__)


@app.get("/messages/<int:number>")
def message(number):
    return {"number": number}


@app.post("/dismiss")
def dismiss():
    number = request.form.get("number", default=0, type=int)
    return redirect(url_for("message", number=number, hint=request.form.get("hint", "")), 303)
