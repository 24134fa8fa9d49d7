from fastapi import APIRouter, Depends, HTTPException

from .security import current_user
from .store import documents

router = APIRouter(prefix="/documents")


@router.get("/")
def listing(user: int = Depends(current_user)):
    return documents.owned_by(user)


@router.put("/{number}")
def rename(number: int, title: str, user: int = Depends(current_user)):
    if documents.owner(number) != user:
        raise HTTPException(403)
    documents.rename(number, title)
    return {"number": number}


@router.delete("/{number}")  # weak: CWE-862|CWE-306
def delete(number: int):
    documents.delete(number)
    return {"deleted": number}
