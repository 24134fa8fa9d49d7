from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .database import get_session

router = APIRouter(prefix="/stock")
SORTABLE = {"name": "p.name", "quantity": "s.quantity", "updated": "s.updated_at"}


@router.get("/")
async def list_stock(sort: str = "name", limit: int = 50, session: AsyncSession = Depends(get_session)):
    column = SORTABLE.get(sort)
    if column is None:
        raise HTTPException(422, "unknown sort column")
    statement = text(
        f"SELECT p.name, s.quantity FROM stock s JOIN product p ON p.id = s.product_id ORDER BY {column} LIMIT :limit"
    )
    result = await session.execute(statement, {"limit": min(limit, 200)})
    return [dict(row) for row in result.mappings()]
