from flask import Blueprint, abort, jsonify, request

from .auth import roles, teachers_only
from .store import lessons

blueprint = Blueprint("lessons", __name__, url_prefix="/lessons")


@blueprint.get("/hours")
def hours():
    return jsonify({"first": "07:45", "last": "16:30"})


@blueprint.get("/")
@roles("teacher", "head", "student")
def timetable():
    return jsonify([{"id": lesson.id, "subject": lesson.subject, "room": lesson.room} for lesson in lessons.all()])


@blueprint.get("/<int:number>/marks")
@teachers_only
def marks(number):
    lesson = lessons.get(number) or abort(404)
    return jsonify({"id": lesson.id, "marks": lesson.marks})


@blueprint.put("/<int:number>/room")
@roles("head")
def move(number):
    lesson = lessons.get(number) or abort(404)
    lessons.move(lesson, request.get_json()["room"])
    return "", 204


@blueprint.delete("/<int:number>")
@roles("head")
def remove(number):
    lesson = lessons.get(number) or abort(404)
    lessons.remove(lesson)
    return "", 204
