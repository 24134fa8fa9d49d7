from flask import Blueprint, render_template
from flask_login import login_required

transfers = Blueprint("transfers", __name__)


@transfers.get("/transfer")
@login_required
def form():
    return render_template("transfer.html")
