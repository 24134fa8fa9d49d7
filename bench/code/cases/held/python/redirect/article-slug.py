from flask import Blueprint, redirect, request, url_for

articles = Blueprint("articles", __name__)


@articles.route("/a/<int:number>")
def short(number):
    return redirect(url_for("articles.show", number=number, page=request.args.get("page", 1, type=int)))


@articles.route("/articles/<int:number>")
def show(number):
    return {"number": number}
