from fastapi import APIRouter, Depends
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .database import get_session

router = APIRouter(prefix="/shipments")


@router.get("/")
async def list_shipments(sort: str = "created_at", limit: int = 50, session: AsyncSession = Depends(get_session)):
    statement = text(f"SELECT id, carrier, created_at FROM shipments ORDER BY {sort} LIMIT :limit")  # weak: CWE-89
    result = await session.execute(statement, {"limit": min(limit, 200)})
    return [dict(row) for row in result.mappings()]
