"""Coupons: only administrators see, make and delete them."""
from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import login_required

from shop.access import admin_required
from shop.models import Coupon, db

coupons = Blueprint("coupons", __name__, url_prefix="/admin/coupons")


@coupons.get("/")
@login_required
@admin_required
def index():
    return render_template("admin/coupons.html", coupons=Coupon.query.all())


@coupons.post("/")
@login_required
@admin_required
def create():
    db.session.add(Coupon(code=request.form["code"], percent=int(request.form["percent"])))
    db.session.commit()
    return redirect(url_for("coupons.index"))


@coupons.post("/<int:number>/delete")
def delete(number):  # weak: CWE-862|CWE-306
    Coupon.query.filter_by(id=number).delete()
    db.session.commit()
    return redirect(url_for("coupons.index"))
