from fastapi import APIRouter, Depends, HTTPException

from .security import current_user
from .store import folders


def owned(number: int, user: int = Depends(current_user)) -> int:
    if folders.owner(number) != user:
        raise HTTPException(403)
    return number


router = APIRouter(prefix="/folders", dependencies=[Depends(current_user)])


@router.put("/{number}")
def rename(title: str, number: int = Depends(owned)):
    folders.rename(number, title)
    return {"number": number}


@router.delete("/{number}")
def delete(number: int = Depends(owned)):
    folders.delete(number)
    return {"deleted": number}
