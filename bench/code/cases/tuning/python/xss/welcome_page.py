from flask import Flask, request

app = Flask(__name__)


@app.route("/welcome")
def welcome():
    name = request.args.get("name", "friend")
    return f"<h1>Welcome, {name}!</h1>"  # weak: CWE-79
