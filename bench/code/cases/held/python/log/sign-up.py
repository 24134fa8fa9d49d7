import logging

from fastapi import APIRouter
from pydantic import BaseModel

from members.store import add_member

router = APIRouter()
log = logging.getLogger("members")


class SignUp(BaseModel):
    email: str
    password: str


@router.post("/sign-up", status_code=201)
def sign_up(body: SignUp):
    log.debug("new member, password %r", body.password)  # weak: CWE-532
    add_member(body.email, body.password)
    return {"email": body.email}
