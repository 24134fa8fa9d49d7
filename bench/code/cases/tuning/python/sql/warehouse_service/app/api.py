from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from . import parcels
from .models import State

router = APIRouter(prefix="/parcels")
sessions = async_sessionmaker(create_async_engine("postgresql+asyncpg:///warehouse"))


async def session():
    async with sessions() as current:
        yield current


@router.get("")
async def listing(page: int = 0, state: State | None = None, sort: str = "id", db: AsyncSession = Depends(session)):
    return [{"id": p.id, "reference": p.reference} for p in await parcels.page(db, page, state, sort)]


@router.get("/search")
async def search(q: str, db: AsyncSession = Depends(session)):
    return [{"id": p.id, "reference": p.reference} for p in await parcels.search(db, q)]


@router.get("/similar")
async def similar(reference: str, db: AsyncSession = Depends(session)):
    return [dict(row) for row in await parcels.similar(db, reference)]


@router.get("/{parcel_id}/quantities")
async def quantities(parcel_id: int, db: AsyncSession = Depends(session)):
    return await parcels.quantities(db, parcel_id)
