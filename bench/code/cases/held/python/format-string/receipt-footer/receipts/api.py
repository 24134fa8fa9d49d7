import os

from fastapi import APIRouter

from .footer import footer
from .models import Shop

router = APIRouter()


@router.get("/receipts/footer")
def preview(pattern: str = "{shop.name}"):
    shop = Shop("Corner", "Mill Lane 3", os.environ["SHOP_API_KEY"])
    return {"footer": footer(pattern, shop)}
