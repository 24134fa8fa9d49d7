from flask import Blueprint, render_template_string, request

mail = Blueprint("mail", __name__)


@mail.post("/mail/preview")
def preview():
    body = request.form["body"]
    page = "<article>" + body + "</article><footer>{{ company }}</footer>"
    return render_template_string(page, company="Loom & Sons")  # weak: CWE-1336|CWE-94|CWE-79
