from flask import Blueprint, redirect, request, session, url_for

auth = Blueprint("auth", __name__)
PLACES = {"home": "pages.home", "shop": "shop.index"}


@auth.post("/logout")
def logout():
    session.clear()
    return redirect(url_for(PLACES.get(request.args.get("next"), "pages.home")))
