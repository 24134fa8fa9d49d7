from sqlalchemy import asc, desc, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from .models import Line, Parcel, State

_ORDER = {"reference": Parcel.reference, "state": Parcel.state, "id": Parcel.id}


async def page(session: AsyncSession, number: int, state: State | None, sort: str):
    direction = desc if sort.startswith("-") else asc
    statement = select(Parcel).order_by(direction(_ORDER.get(sort.lstrip("-"), Parcel.id)))
    if state is not None:
        statement = statement.where(Parcel.state == state)
    return (await session.scalars(statement.limit(50).offset(number * 50))).all()


async def search(session: AsyncSession, term: str):
    statement = select(Parcel).where(Parcel.reference.ilike(f"%{term}%")).limit(50)
    return (await session.scalars(statement)).all()


async def quantities(session: AsyncSession, parcel_id: int):
    statement = select(Line.sku, func.sum(Line.quantity)).where(Line.parcel_id == parcel_id).group_by(Line.sku)
    return dict((await session.execute(statement)).tuples().all())


async def similar(session: AsyncSession, reference: str):
    statement = text("SELECT id, reference FROM parcels WHERE similarity(reference, :reference) > 0.4")
    return (await session.execute(statement.bindparams(reference=reference))).mappings().all()
