from fastapi import APIRouter, Depends
from pydantic import BaseModel, EmailStr
from sqlalchemy.orm import Session

from .database import session
from .models import Student

router = APIRouter()


class Enrolment(BaseModel):
    email: EmailStr


@router.post("/students", status_code=201)
async def enrol(enrolment: Enrolment, db: Session = Depends(session)):
    student = Student(**enrolment.model_dump())
    db.add(student)
    db.commit()
    return {"id": student.id}
