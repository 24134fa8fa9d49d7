from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from .directory import Directory

router = APIRouter()
directory = Directory("ldaps://directory.internal", "ou=people,dc=corp")


class Login(BaseModel):
    login: str
    password: str


@router.post("/login")
def login(body: Login):
    if not directory.authenticate(body.login, body.password):
        raise HTTPException(401)
    return {"login": body.login}
