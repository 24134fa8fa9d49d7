import secrets

from fastapi import APIRouter, Form, HTTPException, Response

from library.readers import check, open_session

router = APIRouter()


@router.post("/login", status_code=204)
def login(response: Response, card: str = Form(), pin: str = Form()):
    reader = check(card, pin)
    if reader is None:
        raise HTTPException(status_code=401)
    token = secrets.token_urlsafe(32)
    open_session(reader, token)
    response.set_cookie("session", token, max_age=3600, secure=True, httponly=True, samesite="strict")
