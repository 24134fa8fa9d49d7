from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from markupsafe import Markup

from . import db
from .markup import to_html
from .models import Post, Topic

forum = Blueprint("forum", __name__)


@forum.get("/")
def topics():
    return render_template("topics.html", topics=Topic.query.order_by(Topic.id.desc()).limit(50))


@forum.get("/topics/<int:number>")
def topic(number):
    found = db.session.get(Topic, number) or abort(404)
    posts = [{"author": post.author, "body": Markup(to_html(post.text))} for post in found.posts]  # weak: CWE-79
    return render_template("topic.html", topic=found, posts=posts)


@forum.post("/topics/<int:number>")
def reply(number):
    if "user" not in session:
        abort(401)
    found = db.session.get(Topic, number) or abort(404)
    db.session.add(Post(topic=found, author=session["user"], text=request.form["text"][:10_000]))
    db.session.commit()
    return redirect(url_for("forum.topic", number=number))
