from flask import Blueprint, abort, jsonify, request

from .auth import roles
from .store import patients

blueprint = Blueprint("patients", __name__, url_prefix="/patients")


@blueprint.get("/")
@roles("doctor", "nurse")
def listing():
    return jsonify([{"id": patient.id, "name": patient.name} for patient in patients.all()])


@blueprint.get("/<int:number>")
@roles("doctor", "nurse")
def show(number):
    patient = patients.get(number) or abort(404)
    return jsonify({"id": patient.id, "name": patient.name, "ward": patient.ward})


@blueprint.put("/<int:number>/ward")
@roles("doctor")
def move(number):
    patient = patients.get(number) or abort(404)
    patients.move(patient, request.get_json()["ward"])
    return "", 204


@blueprint.get("/<int:number>/record")  # weak: CWE-862|CWE-306
def record(number):
    patient = patients.get(number) or abort(404)
    return jsonify({"id": patient.id, "diagnoses": patient.diagnoses, "medication": patient.medication})


@blueprint.delete("/<int:number>")
@roles("doctor")
def remove(number):
    patient = patients.get(number) or abort(404)
    patients.remove(patient)
    return "", 204
