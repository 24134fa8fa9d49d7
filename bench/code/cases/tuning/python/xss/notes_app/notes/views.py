from flask import Blueprint, abort, redirect, render_template, request, session, url_for

from . import db
from .markup import to_html
from .models import Note

notes = Blueprint("notes", __name__)


@notes.before_request
def signed_in():
    if "user" not in session:
        abort(401)


@notes.get("/")
def listing():
    found = Note.query.filter_by(owner=session["user"]).order_by(Note.id.desc()).limit(50)
    return render_template("notes.html", notes=found, term=request.args.get("q", ""))


@notes.get("/notes/<int:number>")
def note(number):
    found = Note.query.filter_by(id=number, owner=session["user"]).first_or_404()
    return render_template("note.html", note=found, body=to_html(found.text))


@notes.post("/notes")
def add():
    created = Note(owner=session["user"], title=request.form["title"][:200], text=request.form["text"][:10_000])
    db.session.add(created)
    db.session.commit()
    return redirect(url_for("notes.note", number=created.id))
