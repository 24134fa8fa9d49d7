from typing import Literal

from pydantic import BaseModel, Field


class StationQuery(BaseModel):
    city: str = Field(max_length=80)
    kind: Literal["bus", "tram", "rail"] = "bus"
    platforms: int = 1
