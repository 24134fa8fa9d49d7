from fastapi import APIRouter, Depends, HTTPException, Query
from pydantic import BaseModel, Field

from . import items
from .security import signed_in

router = APIRouter(prefix="/items", dependencies=[Depends(signed_in)])


class ItemIn(BaseModel):
    sku: str = Field(pattern=r"^[A-Z0-9-]{3,20}$")
    title: str = Field(max_length=200)
    quantity: int = Field(ge=0)
    location: str = Field(max_length=40)


def ordering(sort: str = Query("sku")) -> tuple[str, str]:
    if sort.startswith("-"):
        return sort[1:], "desc"
    return sort, "asc"


@router.get("")
def listing(page: int = Query(0, ge=0), location: str | None = None, order=Depends(ordering)):
    return items.page(page, location, order)


@router.post("", status_code=201)
def create(item: ItemIn):
    return items.create(item.sku, item.title, item.quantity, item.location)


@router.get("/{item_id}")
def read(item_id: int):
    item = items.get(item_id)
    if item is None:
        raise HTTPException(404)
    return item


@router.put("/{item_id}/location")
def move(item_id: int, location: str):
    items.move(item_id, location)
    return {"id": item_id, "location": location}
