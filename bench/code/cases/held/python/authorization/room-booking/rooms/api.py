from fastapi import APIRouter, Depends

from .dependencies import current_user, manager

router = APIRouter(prefix="/rooms")
bookings: dict[int, dict] = {}


@router.get("/bookings/mine")
def mine(user=Depends(current_user)):
    return [booking for booking in bookings.values() if booking["by"] == user["sub"]]


@router.delete("/bookings/{number}", status_code=204, dependencies=[Depends(manager)])
def cancel(number: int):
    bookings.pop(number, None)
