import enum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class State(enum.Enum):
    open = "open"
    packed = "packed"
    sent = "sent"


class Parcel(Base):
    __tablename__ = "parcels"
    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), index=True)
    state: Mapped[State] = mapped_column(default=State.open)
    lines: Mapped[list["Line"]] = relationship(back_populates="parcel", cascade="all, delete-orphan")


class Line(Base):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(ForeignKey("parcels.id"))
    sku: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[int]
    parcel: Mapped[Parcel] = relationship(back_populates="lines")
