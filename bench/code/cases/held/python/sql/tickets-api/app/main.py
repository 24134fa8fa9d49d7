from fastapi import Depends, FastAPI
from sqlalchemy.orm import Session

from .database import get_session
from .repository import TicketRepository

app = FastAPI(title='tickets')


@app.get('/tickets')
def list_tickets(status: str = 'open', sort: str = 'created_at', session: Session = Depends(get_session)):
    repository = TicketRepository(session)
    return repository.find(status=status, sort=sort)
