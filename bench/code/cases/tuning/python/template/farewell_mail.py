from flask import Blueprint, render_template_string, request

mail = Blueprint("mail", __name__)
PAGE = "<article>{{ body }}</article><footer>{{ company }}</footer>"


@mail.post("/mail/preview")
def preview():
    return render_template_string(PAGE, body=request.form["body"], company="Loom & Sons")
