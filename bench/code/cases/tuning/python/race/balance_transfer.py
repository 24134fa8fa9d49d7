from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from .database import Account, current_account, session

router = APIRouter()


@router.post("/withdraw/{amount}")
def withdraw(amount: int, number: int = Depends(current_account), db: Session = Depends(session)):
    account = db.query(Account).filter(Account.id == number).one()
    if amount <= 0 or account.balance < amount:
        raise HTTPException(409)
    account.balance = account.balance - amount  # weak: CWE-362|CWE-367
    db.commit()
    return {"balance": account.balance}
