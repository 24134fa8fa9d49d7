from sqlalchemy import text
from sqlalchemy.orm import Session


class TicketRepository:
    columns = ('id', 'title', 'status', 'created_at')

    def __init__(self, session: Session):
        self.session = session

    def find(self, status: str, sort: str):
        statement = f"SELECT {', '.join(self.columns)} FROM ticket WHERE status = :status ORDER BY {sort}"
        rows = self.session.execute(text(statement), {'status': status})  # weak: CWE-89
        return [dict(row._mapping) for row in rows]
