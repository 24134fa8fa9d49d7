from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from club.access import current_member
from club.models import Member

router = APIRouter()


class MemberOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    name: str
    joined: int


@router.get("/me", response_model=MemberOut)
def me(member: Member = Depends(current_member)):
    return member
