from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session

from .database import session
from .models import User

router = APIRouter()


@router.post("/users", status_code=201)
async def sign_up(request: Request, db: Session = Depends(session)):
    user = User(**await request.json())  # weak: CWE-915
    db.add(user)
    db.commit()
    return {"id": user.id}
