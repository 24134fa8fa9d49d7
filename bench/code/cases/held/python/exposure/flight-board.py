from flask import Flask, render_template

from flights import departures

app = Flask(__name__)


@app.route("/")
def board():
    return render_template("board.html", departures=departures())


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000, debug=True)  # weak: CWE-489|CWE-215|CWE-94
