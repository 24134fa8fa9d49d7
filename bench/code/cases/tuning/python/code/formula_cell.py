"""Spreadsheet cells with formulas."""
from flask import Blueprint, jsonify, request

cells = Blueprint("cells", __name__)
FUNCTIONS = {"min": min, "max": max, "sum": sum, "round": round}


@cells.post("/cells/evaluate")
def evaluate():
    formula = request.get_json()["formula"].lstrip("=")
    value = eval(formula, {"__builtins__": {}}, FUNCTIONS)  # weak: CWE-95|CWE-94
    return jsonify({"value": value})
