from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import update
from sqlalchemy.orm import Session

from .database import Account, current_account, session

router = APIRouter()


@router.post("/withdraw/{amount}")
def withdraw(amount: int, number: int = Depends(current_account), db: Session = Depends(session)):
    if amount <= 0:
        raise HTTPException(422)
    statement = (
        update(Account)
        .where(Account.id == number, Account.balance >= amount)
        .values(balance=Account.balance - amount)
    )
    if db.execute(statement).rowcount != 1:
        raise HTTPException(409)
    db.commit()
    return {"withdrawn": amount}
