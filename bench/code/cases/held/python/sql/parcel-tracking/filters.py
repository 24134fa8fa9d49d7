from dataclasses import dataclass, field


@dataclass
class ParcelFilter:
    carrier: str = ""
    recipient: str = ""
    columns: list[str] = field(default_factory=lambda: ["code", "carrier", "state"])

    @classmethod
    def from_query(cls, query):
        return cls(carrier=query.get("carrier", ""), recipient=query.get("recipient", ""))
