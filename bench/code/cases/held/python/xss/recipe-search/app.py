from flask import Flask, render_template, request

app = Flask(__name__)
INTRO = "Cook something <em>new</em> today."


@app.route("/recipes")
def recipes():
    term = request.args.get("q", "")
    return render_template("recipes.html", term=term, intro=INTRO)
